import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";

export type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: NoInfer<T>; readonly label: string; readonly hint: ReactNode }[];
  onChange(value: NoInfer<T>): void;
};

/** One of a few, each with what it means. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const option = options.find((one) => one.value === next);
        if (option !== undefined) onChange(option.value);
      }}
      className="flex flex-col gap-2"
    >
      {options.map((option) => (
        <div key={option.value} className="flex items-start gap-2">
          <Radio.Root
            id={`${id}-${option.value}`}
            value={option.value}
            aria-describedby={`${id}-${option.value}-hint`}
            className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-field data-checked:border-transparent data-checked:bg-accent-strong"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-accent-ink data-unchecked:hidden" />
          </Radio.Root>
          <div className="min-w-0">
            <label htmlFor={`${id}-${option.value}`} className="text-sm text-ink">
              {option.label}
            </label>
            <p id={`${id}-${option.value}-hint`} className="text-xs text-ink-3">
              {option.hint}
            </p>
          </div>
        </div>
      ))}
    </RadioGroup>
  );
}
