import { Pencil } from "lucide-react";
import { useState } from "react";
import { parseLabels } from "../../lib/parse-labels.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { IconButton } from "../../ui/button.tsx";

export type EditableLabelsProps = {
  readonly labels: readonly string[];
  onSave(labels: string[]): void;
};

/** Labels as chips that become one field, separated by blanks. */
export function EditableLabels({ labels, onSave }: EditableLabelsProps) {
  const isPast = useIsPast();
  const [draft, setDraft] = useState<string>();
  if (draft !== undefined && !isPast) {
    const save = () => {
      setDraft(undefined);
      const next = parseLabels(draft);
      if (next.join(" ") !== labels.join(" ")) onSave(next);
    };
    return (
      <input
        aria-label="Labels"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user just asked to edit them
        autoFocus
        value={draft}
        placeholder="ui parser"
        spellCheck={false}
        onChange={(event) => {
          setDraft(event.target.value);
        }}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Enter") save();
          if (event.key === "Escape") setDraft(undefined);
        }}
        className="h-6 w-48 rounded-sm border border-accent bg-field px-1.5 text-xs outline-none"
      />
    );
  }
  return (
    <span className="group flex items-center gap-1">
      {labels.length === 0 && <span className="text-xs text-ink-3">None</span>}
      {labels.map((label) => (
        <span key={label} className="rounded-sm border border-line-strong px-1.5 text-xs text-ink-2">
          {label}
        </span>
      ))}
      {!isPast && (
        <IconButton
          label="Edit labels"
          icon={<Pencil />}
          className="size-5 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
          onClick={() => {
            setDraft(labels.join(" "));
          }}
        />
      )}
    </span>
  );
}
