import type { Tone } from "../lib/stage.ts";
import { classNames } from "./class-names.ts";

export interface ProgressPart {
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
  /** Work that moves right now gets a sheen. */
  readonly isLive?: boolean;
}

/** Parts of a whole side by side, the finished first. */
export function ProgressBar({
  parts,
  label,
  className,
}: {
  parts: readonly ProgressPart[];
  label: string;
  className?: string;
}) {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const done = parts[0]?.count ?? 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={parts
        .filter((part) => part.count > 0)
        .map((part) => `${part.count} ${part.label.toLowerCase()}`)
        .join(", ")}
      className={classNames("flex h-1.5 gap-px overflow-hidden rounded-full bg-active", className)}
    >
      {parts.map((part) => (
        <span
          key={part.label}
          data-tone={part.tone}
          title={`${part.label}: ${part.count}`}
          className={classNames(
            // One without anything takes its gap back.
            part.count === 0 && "-ml-px",
            "h-full bg-tone transition-[flex-grow] duration-500 ease-(--ease)",
            part.isLive === true && part.count > 0 && "sheen",
          )}
          style={{ flexGrow: part.count, flexBasis: 0 }}
        />
      ))}
    </div>
  );
}
