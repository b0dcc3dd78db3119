import { duration } from "../../lib/age.ts";
import { sessionLabel } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { type Stretch, lengthOf } from "./timeline-model.ts";

/** What a session did, line by line, the latest first. */
export function StretchList({ stretches, now }: { stretches: readonly Stretch[]; now: number }) {
  return (
    <ol aria-label="What it did" className="max-h-72 overflow-y-auto rounded-md border border-line text-xs">
      {stretches.toReversed().map((stretch) => (
        <li
          key={`${stretch.from} ${stretch.state}`}
          data-state={stretch.state}
          className="flex items-baseline gap-2 border-line px-2.5 py-1 not-first:border-t"
        >
          <time
            dateTime={new Date(stretch.from).toISOString()}
            title={new Date(stretch.from).toLocaleString()}
            className="shrink-0 text-ink-3 tabular-nums"
          >
            {new Date(stretch.from).toLocaleTimeString("en", { hourCycle: "h23" })}
          </time>
          <StateMark state={stretch.state} className="size-3 translate-y-0.5" />
          <span className="shrink-0 text-ink">{sessionLabel[stretch.state]}</span>
          <span className="text-selectable min-w-0 flex-1 truncate text-ink-3" title={stretch.evidence}>
            {stretch.evidence}
          </span>
          <span className="shrink-0 text-ink-3 tabular-nums">{duration(lengthOf(stretch, now))}</span>
        </li>
      ))}
    </ol>
  );
}
