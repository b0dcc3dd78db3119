import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export interface BandProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What a pointer that rests on the words is told besides. */
  readonly hint?: string | undefined;
  /** How tests find it. */
  readonly testId?: string;
  /** A button, where something can be done about it. */
  readonly deed?: ReactNode;
  readonly children: ReactNode;
}

/** A line across the window, below its title: something is so for all that is on the screen. */
export function Band({ icon: Icon, title, hint, testId, deed, children }: BandProps) {
  return (
    <div
      role="status"
      data-testid={testId}
      data-tone="attention"
      className="tone-wash flex min-h-8 shrink-0 items-center gap-2 px-3 text-sm"
    >
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      <span className="font-medium text-ink">{title}</span>
      <span className="min-w-0 flex-1 truncate text-ink-2" title={hint}>
        {children}
      </span>
      {deed}
    </div>
  );
}
