import { useState } from "react";
import { TextArea } from "../../ui/field.tsx";
import type { ControlProps } from "./control-props.ts";

/** A list of words, one a line. */
export function ListControl({ entry, ids, isWrong, onChange, onRefuse }: ControlProps) {
  const { value } = entry.view;
  const held = Array.isArray(value) ? value.map(String).join("\n") : "";
  const [draft, setDraft] = useState<string>();
  const finish = async () => {
    if (draft === undefined) return;
    const words = draft
      .split(/[\n,]/)
      .map((word) => word.trim())
      .filter((word) => word !== "");
    if (words.join("\n") === held || (await onChange(words.length === 0 ? null : words))) setDraft(undefined);
  };
  const example = entry.words.shape.kind === "list" ? entry.words.shape.example : "";
  return (
    <TextArea
      id={ids.id}
      aria-describedby={ids.describedBy}
      aria-invalid={isWrong || undefined}
      value={draft ?? held}
      placeholder={`One a line, such as ${example.replaceAll(/["[\]]/g, "")}`}
      spellCheck={false}
      rows={Math.min(6, Math.max(2, (draft ?? held).split("\n").length))}
      className="min-h-0 max-w-100 font-mono text-sm"
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        onRefuse(undefined);
      }}
      onBlur={() => void finish()}
    />
  );
}
