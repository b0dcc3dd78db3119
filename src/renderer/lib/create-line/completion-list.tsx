import { classNames } from "../../ui/class-names.ts";
import type { Completion } from "./completion.ts";

export type CompletionListProps = {
  readonly id: string;
  readonly completions: readonly Completion[];
  /** -1 for none. */
  readonly active: number;
  onPick(index: number): void;
};

/** What fits the word one is typing. The field keeps the focus and hears the keys. */
export function CompletionList({ id, completions, active, onPick }: CompletionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Completions"
      className="absolute top-full left-0 z-20 mt-1 w-80 max-w-full rounded-md bg-popup p-1 shadow-popup"
    >
      {completions.map(({ insert, label, note }, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field hears the keys
        <div
          key={insert}
          id={`${id}${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => {
            // The field keeps the focus.
            event.preventDefault();
          }}
          onClick={() => {
            onPick(index);
          }}
          className={classNames(
            "flex h-7 items-center gap-2 rounded-sm px-2 text-sm text-ink-2 hover:bg-hover",
            index === active && "bg-active text-ink",
          )}
        >
          <span className="min-w-0 flex-1 truncate">{label}</span>
          {note !== undefined && <span className="max-w-40 shrink-0 truncate text-xs text-ink-3">{note}</span>}
        </div>
      ))}
    </div>
  );
}
