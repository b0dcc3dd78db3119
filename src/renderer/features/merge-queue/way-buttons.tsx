import type { Submission } from "../../../shared/model/submission.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { WAY_LABELS, commandOn } from "../../lib/queue/queue-menu.tsx";
import { needsUser } from "../../lib/queue/queue-view.ts";
import { type Way, waysOut } from "../../lib/queue/ways-out.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";

const FIRST: ReadonlySet<Way> = new Set([
  "submission.allow",
  "submission.conflict",
  "submission.retry",
  "submission.release",
]);

export type WayButtonsProps = {
  readonly one: Submission;
  readonly all?: boolean;
  /** What its standing says that it waits for. */
  readonly awaits?: Way | undefined;
};

/** What a submission that does not go on by itself needs first; the rest is in its menu. */
export function WayButtons({ one, all = false, awaits }: WayButtonsProps) {
  const services = useServices();
  const isPast = useIsPast();
  if (isPast) return null;
  const ways = waysOut(one).flat();
  const first = ways.find((way) => way === awaits || FIRST.has(way));
  const shown = all ? ways.filter((way) => !MOVES.has(way)) : ways.filter((way) => way === first);
  return shown.map((way) => (
    <Button
      key={way}
      size="s"
      tabIndex={all ? undefined : -1}
      look={
        way === "submission.discard" ? "danger" : way === first && (all || needsUser(one)) ? "primary" : "secondary"
      }
      onClick={(event) => {
        event.stopPropagation();
        commandOn(one, way, services)();
      }}
    >
      {WAY_LABELS[way]}
    </Button>
  ));
}

/** Done by drag, keys or the menu of a row. */
const MOVES: ReadonlySet<Way> = new Set(["submission.up", "submission.down", "submission.first", "submission.unplace"]);
