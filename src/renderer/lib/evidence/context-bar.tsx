import type { ContextFill } from "../../../shared/model/session-signal.ts";
import { classNames } from "../../ui/class-names.ts";
import { tokenText } from "../amounts.ts";
import { fillOf } from "./words.ts";

/** How full the context of a session is. Without a known size, how much is in it. */
export function ContextBar({ context, className }: { context: ContextFill; className?: string }) {
  const fill = fillOf(context);
  if (fill === undefined) {
    return <span className="text-xs text-ink-3 tabular-nums">{tokenText(context.used)} tokens in context</span>;
  }
  const percent = Math.round(fill.share * 100);
  return (
    <span
      role="meter"
      aria-label="Context used"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${percent}%, ${fill.text} tokens`}
      title={`${fill.text} tokens`}
      data-tone={fill.tone}
      className={classNames("flex items-center gap-1.5 text-2xs text-ink-3 tabular-nums", className)}
    >
      <span aria-hidden="true" className="h-1 min-w-8 flex-1 overflow-hidden rounded-full bg-active">
        <span className="block h-full rounded-full bg-tone" style={{ width: `${fill.share * 100}%` }} />
      </span>
      <span aria-hidden="true">{percent}%</span>
    </span>
  );
}
