import { useState } from "react";
import { TextInput } from "../../ui/field.tsx";
import type { ControlProps } from "./control-props.ts";

export interface DraftInputProps extends Pick<ControlProps, "ids" | "isWrong" | "onRefuse"> {
  readonly type: "text" | "number";
  /** As the core has it. */
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly range?: { readonly min: number; readonly max: number; readonly step: number };
  readonly className?: string;
  /** Resolves to whether it counts. */
  save(text: string): Promise<boolean>;
}

/** A text that counts once it is left or entered; Escape takes back what was typed. */
export function DraftInput({
  ids,
  isWrong,
  onRefuse,
  type,
  value,
  placeholder,
  range,
  className,
  save,
}: DraftInputProps) {
  const [draft, setDraft] = useState<string>();
  const finish = async () => {
    if (draft === undefined) return;
    if (draft === value) setDraft(undefined);
    else if (await save(draft)) setDraft(undefined);
  };
  return (
    <TextInput
      id={ids.id}
      type={type}
      {...range}
      // A step would round what is typed; it is for the arrow keys alone.
      aria-describedby={ids.describedBy}
      aria-invalid={isWrong || undefined}
      value={draft ?? value}
      placeholder={placeholder}
      spellCheck={false}
      className={className}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        onRefuse(undefined);
      }}
      onBlur={() => void finish()}
      onKeyDown={(event) => {
        if (event.key === "Enter") void finish();
        if (event.key === "Escape" && draft !== undefined) {
          event.stopPropagation();
          setDraft(undefined);
          onRefuse(undefined);
        }
      }}
    />
  );
}
