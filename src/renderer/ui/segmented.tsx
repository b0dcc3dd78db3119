import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactNode } from "react";

export type SegmentedProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: NoInfer<T>; readonly label: string; readonly icon?: ReactNode }[];
  onChange(value: NoInfer<T>): void;
  /** Shows icons alone; the labels stay as names. */
  readonly isIconOnly?: boolean;
};

/** One of a few, all in sight. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
  isIconOnly = false,
}: SegmentedProps<T>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        if (next !== undefined) onChange(next);
      }}
      className="inline-flex h-6 items-center gap-px rounded-md border border-line bg-sunken p-px"
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          aria-label={option.label}
          className="inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-xs text-ink-3 hover:text-ink data-pressed:bg-active data-pressed:text-ink [&_svg]:size-3.5"
        >
          {option.icon}
          {!isIconOnly && option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
