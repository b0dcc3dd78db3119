import { Lightbulb, X } from "lucide-react";
import { useStore } from "zustand";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { usePreferences, useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { tipOf } from "./tip-list.ts";

/** One tip of use now, until it is put away or its command was run. */
export function TipLine() {
  const wantsTips = usePreferences(({ look }) => look.tips);
  const isPast = useIsPast();
  return wantsTips && !isPast ? <Line /> : null;
}

function Line() {
  const { knownCommands, runCommand } = useServices();
  const known = useStore(knownCommands.store);
  const overview = useOverview();
  if (overview.data === undefined) return null;
  const { projects, counts } = overview.data;
  const tip = tipOf({ projects: projects.length, counts }, (command) => known.has(command));
  if (tip === undefined) return null;
  return (
    <span role="note" aria-label="Tip" data-tip={tip.command} className="hidden min-w-0 items-center gap-1.5 md:flex">
      <Lightbulb className="size-3 shrink-0" aria-hidden="true" />
      <button
        type="button"
        onClick={() => {
          runCommand(tip.command);
        }}
        className="flex min-w-0 items-center gap-1.5 rounded-sm hover:text-ink"
      >
        <Keys command={tip.command} />
        <span className="truncate">{tip.text}</span>
      </button>
      <IconButton
        label="Put this tip away"
        icon={<X />}
        className="size-5 [&_svg]:size-3"
        onClick={() => {
          knownCommands.add(tip.command);
        }}
      />
    </span>
  );
}
