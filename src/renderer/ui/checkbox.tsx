import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";

export type CheckboxProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isChecked: boolean;
  onChange(isChecked: boolean): void;
};

/** A choice to be made or left, with what it means. */
export function Checkbox({ label, hint, isChecked, onChange }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Base.Root
        id={id}
        checked={isChecked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onCheckedChange={onChange}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-field data-checked:border-transparent data-checked:bg-accent-strong"
      >
        <Base.Indicator className="text-accent-ink data-unchecked:hidden">
          <Check className="size-3" />
        </Base.Indicator>
      </Base.Root>
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm text-ink">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-xs text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
