import type { Salvage } from "../../../shared/model/salvage.ts";
import { Ago } from "../age-view.tsx";
import { lastPart } from "../names.ts";
import { holdsParts, reasonLabel } from "./words.ts";

/** One salvage in two lines: whose and when, what it holds. */
export function SalvageLine({ salvage, withAgent }: { salvage: Salvage; withAgent: boolean }) {
  const holds = holdsParts(salvage.holds);
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="flex min-w-0 items-baseline gap-1.5 text-sm text-ink">
        {withAgent && <span className="shrink-0 font-medium">{lastPart(salvage.agent)}</span>}
        {salvage.item !== undefined && <span className="shrink-0 font-mono text-2xs text-ink-3">{salvage.item}</span>}
        <span className="min-w-0 truncate text-ink-2">{salvage.note ?? reasonLabel[salvage.reason]}</span>
        <Ago at={salvage.at} className="ml-auto shrink-0 pl-2 text-xs text-ink-3 tabular-nums" />
      </span>
      <span className="truncate text-xs text-ink-3">
        {holds.length === 0 ? "All of it was committed" : holds.join(", ")}
      </span>
    </span>
  );
}
