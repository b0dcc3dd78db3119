import { useMemo } from "react";
import { useItems } from "../../lib/server-state/queries.ts";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";

const COUNTED = ["ready", "blocked", "in-progress", "landed", "closed"] as const;

/** How many items stood where at the moment that is looked at. Who was at work then is not known. */
export function PastFigures() {
  const items = useItems().data;
  const counts = useMemo(() => Map.groupBy(items ?? [], ({ stage }) => stage), [items]);
  return (
    <span className="flex items-center gap-3 px-1.5" data-testid="past-figures">
      {COUNTED.map((stage) => (
        <span key={stage} className="flex items-center gap-1.5 whitespace-nowrap">
          <Dot tone={stageTone[stage]} />
          <span className="tabular-nums">{counts.get(stage)?.length ?? 0}</span>
          {stageLabel[stage].toLowerCase()}
        </span>
      ))}
    </span>
  );
}
