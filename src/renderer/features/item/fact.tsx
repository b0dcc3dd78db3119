import { type ReactNode, useState } from "react";
import { useIsPast } from "../../lib/past/use-is-past.ts";

/** A fact with its name. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-6 items-center gap-1.5">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="flex min-w-0 items-center">{children}</dd>
    </div>
  );
}

export type EditableFactProps = {
  readonly name: string;
  /** What is shown; undefined where there is nothing yet and the field is asked for at once. */
  readonly shown: ReactNode;
  /** What one begins to edit with. */
  readonly text: string;
  readonly placeholder: string;
  /** What is wrong with a text, in words; undefined where nothing is. */
  check(text: string): string | undefined;
  /** An empty text takes the value away. */
  onSave(text: string): void;
  /** Behind what is shown. */
  readonly beside?: ReactNode;
  /** Left without saving. */
  onLeave?(): void;
};

/** A fact that becomes a field when it is clicked: Enter saves, Escape leaves it as it was, emptying it takes it away. */
export function EditableFact(props: EditableFactProps) {
  const { name, shown, text, placeholder, beside, check, onSave, onLeave } = props;
  const isPast = useIsPast();
  const [draft, setDraft] = useState(shown === undefined ? text : undefined);
  const [wrong, setWrong] = useState<string>();
  const leave = () => {
    setDraft(undefined);
    setWrong(undefined);
    onLeave?.();
  };
  const save = () => {
    const next = draft?.trim() ?? "";
    if (next === text.trim()) {
      leave();
      return;
    }
    const found = next === "" ? undefined : check(next);
    setWrong(found);
    if (found !== undefined) return;
    leave();
    onSave(next);
  };
  if (draft === undefined || isPast) {
    return (
      <Fact name={name}>
        {isPast ? (
          <span className="text-xs text-ink-2">{shown}</span>
        ) : (
          <button
            type="button"
            title={`Edit: ${text}`}
            onClick={() => {
              setDraft(text);
            }}
            className="-mx-1 flex h-6 min-w-0 items-center rounded-sm px-1 text-xs text-ink-2 hover:bg-hover hover:text-ink"
          >
            <span className="sr-only">{name}: </span>
            {shown}
          </button>
        )}
        {beside}
      </Fact>
    );
  }
  return (
    <Fact name={name}>
      <span className="relative">
        <input
          aria-label={name}
          aria-invalid={wrong !== undefined || undefined}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user just asked to edit it
          autoFocus
          value={draft}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => {
            setDraft(event.target.value);
            setWrong(undefined);
          }}
          onBlur={() => {
            // A text that cannot be saved is not held on to when one goes elsewhere.
            if (draft.trim() === "" || check(draft.trim()) === undefined) save();
            else leave();
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") save();
            if (event.key === "Escape") {
              event.stopPropagation();
              leave();
            }
          }}
          className="h-6 w-44 rounded-sm border border-accent bg-field px-1.5 text-xs outline-none aria-invalid:border-trouble"
        />
        {wrong !== undefined && (
          <span
            role="alert"
            className="absolute top-7 left-0 z-10 rounded-sm bg-popup px-2 py-1 text-xs whitespace-nowrap text-trouble shadow-popup"
          >
            {wrong}
          </span>
        )}
      </span>
    </Fact>
  );
}
