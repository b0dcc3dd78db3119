import { Pencil } from "lucide-react";
import { useId, useState } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { Markdown } from "../../lib/markdown/markdown.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { TextArea, TextInput } from "../../ui/field.tsx";

/** A title that becomes a field when one asks for it. */
export function EditableTitle({ value, onSave }: { value: string; onSave: (value: string) => void }) {
  const isPast = useIsPast();
  const [draft, setDraft] = useState<string>();
  if (draft === undefined || isPast) {
    return (
      <div className="group flex items-start gap-2">
        <h2 className="text-selectable text-xl font-semibold text-balance">{value}</h2>
        {!isPast && (
          <IconButton
            label="Edit title"
            icon={<Pencil />}
            className="mt-0.5 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
            onClick={() => {
              setDraft(value);
            }}
          />
        )}
      </div>
    );
  }
  const save = () => {
    setDraft(undefined);
    if (draft.trim() !== "" && draft !== value) onSave(draft.trim());
  };
  return (
    <TextInput
      aria-label="Title"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user just asked to edit it
      autoFocus
      value={draft}
      maxLength={500}
      onChange={(event) => {
        setDraft(event.target.value);
      }}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") save();
        if (event.key === "Escape") setDraft(undefined);
      }}
      className="h-10 text-lg font-semibold"
    />
  );
}

export type EditableTextProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  onSave(value: string): void;
};

/** Text of several lines, shown as Markdown, with its heading; saved by a button or Mod+Enter. Nothing while it is empty in the past. */
export function EditableText({ label, value, placeholder, onSave }: EditableTextProps) {
  const id = useId();
  const isPast = useIsPast();
  const [text, setDraft] = useState<string>();
  const draft = isPast ? undefined : text;
  const save = () => {
    setDraft(undefined);
    if (draft !== undefined && draft !== value) onSave(draft);
  };
  if (isPast && value === "") return null;
  return (
    <section className="group flex flex-col gap-1.5" aria-labelledby={id}>
      <div className="flex h-6 items-center gap-1.5">
        <h3 id={id} className="text-xs font-medium text-ink-3">
          {label}
        </h3>
        {draft === undefined && !isPast && (
          <IconButton
            label={`Edit ${label.toLowerCase()}`}
            icon={<Pencil />}
            className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
            onClick={() => {
              setDraft(value);
            }}
          />
        )}
      </div>
      {draft === undefined ? (
        value === "" ? (
          <button
            type="button"
            onClick={() => {
              setDraft("");
            }}
            className="self-start rounded-sm text-base text-ink-3 hover:text-ink-2"
          >
            {placeholder}
          </button>
        ) : (
          <Markdown text={value} />
        )
      ) : (
        <div className="flex flex-col gap-2">
          <TextArea
            aria-labelledby={id}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user just asked to edit it
            autoFocus
            rows={Math.min(16, Math.max(4, draft.split("\n").length + 1))}
            value={draft}
            onChange={(event) => {
              setDraft(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === "Escape") setDraft(undefined);
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) save();
            }}
          />
          <div className="flex gap-2">
            <Button size="s" look="primary" onClick={save}>
              Save
            </Button>
            <Button
              size="s"
              look="ghost"
              onClick={() => {
                setDraft(undefined);
              }}
            >
              Cancel
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
