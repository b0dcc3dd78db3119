import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { usePortalContainer } from "./host-window.ts";

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Drawn before the label. */
  readonly mark?: ReactNode;
  readonly note?: string | undefined;
  readonly isDisabled?: boolean;
}

export type SelectProps<T extends string> = {
  readonly options: readonly SelectOption<NoInfer<T>>[];
  readonly value: T;
  onChange(value: NoInfer<T>): void;
  /** Accessible name where no label is tied by `id`. */
  readonly label?: string;
  readonly id?: string;
  readonly size?: "s" | "m";
  readonly className?: string;
};

export function Select<T extends string>({
  options,
  value,
  onChange,
  label,
  id,
  size = "m",
  className,
}: SelectProps<T>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger
        id={id}
        aria-label={label}
        className={classNames(
          "inline-flex min-w-0 items-center gap-1.5 rounded-md border border-line-strong bg-field text-ink hover:bg-hover data-popup-open:bg-active",
          size === "m"
            ? "h-8 px-2.5 text-base"
            : "h-6 rounded-sm border-transparent bg-transparent px-1.5 text-xs text-ink-2",
          className,
        )}
      >
        {chosen?.mark}
        <span className="min-w-0 flex-1 truncate text-left">{chosen?.label ?? value}</span>
        <Base.Icon className="text-ink-3">
          <ChevronsUpDown className="size-3" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal container={usePortalContainer()}>
        <Base.Positioner sideOffset={4} align="start" alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className="max-h-[min(340px,var(--available-height))] min-w-[max(var(--anchor-width),160px)] overflow-y-auto rounded-md bg-popup p-1 shadow-popup transition-opacity duration-(--fast) outline-none data-starting-style:opacity-0 data-ending-style:opacity-0">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.isDisabled === true}
                className="flex h-7 items-center gap-2 rounded-sm px-2 text-sm text-ink-2 outline-none data-disabled:opacity-45 data-highlighted:bg-active data-highlighted:text-ink"
              >
                {option.mark}
                <Base.ItemText className="min-w-0 flex-1 truncate">{option.label}</Base.ItemText>
                {option.note !== undefined && <span className="text-xs text-ink-3">{option.note}</span>}
                <Base.ItemIndicator>
                  <Check className="size-3.5 text-accent" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
