import { type ReactNode, useId } from "react";

export type SectionProps = {
  readonly title: string;
  /** What the section says at one look, behind its title. */
  readonly note?: ReactNode;
  /** Buttons at the end of its head. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A titled part of a pane. */
export function Section({ title, note, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <div className="flex min-h-6 items-center gap-2">
        <h3 id={id} className="text-xs font-medium text-ink-3">
          {title}
        </h3>
        <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{note}</span>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** Names with their values, as many beside one another as there is room for. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="flex flex-wrap gap-x-6 gap-y-1.5 text-sm">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline gap-1.5">
      <dt className="shrink-0 text-xs text-ink-3">{name}</dt>
      <dd className="text-selectable min-w-0 break-words text-ink-2 tabular-nums">{children}</dd>
    </div>
  );
}
