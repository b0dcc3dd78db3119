import type { ReactNode } from "react";
import type { Tone } from "../lib/stage.ts";
import { classNames } from "./class-names.ts";

/** A short word with the colour of its state. */
export function Badge({ tone, children, className }: { tone: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      data-tone={tone}
      className={classNames(
        "tone-wash inline-flex h-5 shrink-0 items-center gap-1.5 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        className,
      )}
    >
      {children}
    </span>
  );
}

/** The state of something as a dot; breathing while it lives. Its meaning must also stand in words nearby. */
export function Dot({ tone, isLive = false, className }: { tone: Tone; isLive?: boolean; className?: string }) {
  return (
    <span
      aria-hidden="true"
      data-tone={tone}
      className={classNames("inline-block size-[7px] shrink-0 rounded-full bg-tone", isLive && "dot-live", className)}
    />
  );
}
