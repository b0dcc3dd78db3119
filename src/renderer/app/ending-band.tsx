import { LogOut } from "lucide-react";
import { useEffect, useState } from "react";
import type { CoreEnding } from "../../shared/contract/workspace.ts";
import { Until } from "../lib/age-view.tsx";
import { pageClock } from "../lib/clock.ts";
import { follow } from "../lib/connection/follow.ts";
import { lastPart } from "../lib/names.ts";
import { useServices } from "../lib/services.tsx";
import { Button } from "../ui/button.tsx";
import { Band } from "./band.tsx";

/** A band below the title while agents hand off before the core stops: who has, until when, and a way not to wait. */
export function EndingBand() {
  const { actions, connection, ui } = useServices();
  const [ending, setEnding] = useState<CoreEnding>();
  const [isHurried, setHurried] = useState(false);
  useEffect(
    () =>
      follow(connection, pageClock, {
        verb: "core.ending",
        input: {},
        begin() {
          // Another core, or the same one anew: what it says counts.
          setEnding(undefined);
          setHurried(false);
          return undefined;
        },
        event: setEnding,
      }),
    [connection],
  );
  const words = ending === undefined ? "" : wordsOf(ending);
  useEffect(() => {
    if (words !== "") ui.announce(words);
  }, [ui, words]);
  if (ending === undefined) return null;
  const waits = ending.agents.some(({ state }) => state === "asked");
  return (
    <Band
      icon={LogOut}
      title="Drover stops"
      testId="ending"
      deed={
        waits && (
          <Button
            size="s"
            look="ghost"
            disabled={isHurried}
            onClick={() => {
              setHurried(true);
              void actions.attempt("stop at once", "core.stop", { agents: "hand-off", withinMs: 0 }).then((outcome) => {
                if (!outcome.ok) setHurried(false);
              });
            }}
          >
            Stop now
          </Button>
        )
      }
    >
      {words}
      {waits && (
        <>
          {" "}
          Whoever has not is saved as it is <Until at={ending.until} />.
        </>
      )}
    </Band>
  );
}

/** As in `1 of 3 has handed off: ada. bo could not be saved.` */
function wordsOf({ agents }: CoreEnding): string {
  const parted = agents.filter(({ state }) => state === "handed-off" || state === "saved");
  const failed = agents.filter(({ state }) => state === "failed");
  if (agents.length === 0) return "Nobody is at work.";
  const names = parted.map(({ agent }) => lastPart(agent)).join(", ");
  const done = `${parted.length} of ${agents.length} ${parted.length === 1 ? "has" : "have"} handed off${names === "" ? "" : `: ${names}`}.`;
  const trouble = failed.map(
    ({ agent, message }) => ` ${lastPart(agent)} could not be saved: ${message ?? "why is not known"}`,
  );
  return `${done}${trouble.join("")}`;
}
