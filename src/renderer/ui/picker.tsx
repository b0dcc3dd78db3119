import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Dialog } from "./dialog.tsx";

export interface PickerOption {
  readonly value: string;
  readonly label: string;
  readonly mark?: ReactNode;
  readonly note?: string | undefined;
  /** Drawn with a check: what all of the items have. */
  readonly isChosen?: boolean;
  /** Can be come to, so that its note is heard, and not be picked. */
  readonly isRefused?: boolean;
}

export type PickerProps = {
  readonly title: string;
  /** With it, the picker stands under a heading of its own: for a deed rather than for a field. */
  readonly description?: ReactNode;
  readonly placeholder: string;
  readonly text: string;
  readonly options: readonly PickerOption[];
  /** Shown where no option fits. */
  readonly empty: ReactNode;
  readonly testId?: string;
  onText(text: string): void;
  onPick(value: string): void;
  onClose(): void;
  /** Below the list. */
  readonly children?: ReactNode;
};

/** A short list one types into: arrows move, Enter picks. The one way in which a field, or a target, is chosen. */
export function Picker({
  title,
  description,
  placeholder,
  text,
  options,
  empty,
  testId = "picker",
  onText,
  onPick,
  onClose,
  children,
}: PickerProps) {
  const hasHeading = description !== undefined;
  return (
    <Dialog
      title={title}
      isTitleHidden={!hasHeading}
      {...(hasHeading ? { description } : {})}
      onClose={onClose}
      width={hasHeading ? 480 : 420}
      testId={testId}
    >
      <Command shouldFilter={false} loop label={title} className="flex min-h-0 flex-col">
        {!hasHeading && (
          <p aria-hidden="true" className="px-4 pt-3 text-xs text-ink-3">
            {title}
          </p>
        )}
        <Command.Input
          data-autofocus
          value={text}
          onValueChange={onText}
          placeholder={placeholder}
          className="h-10 shrink-0 border-b border-line bg-transparent px-4 text-base outline-none"
        />
        <Command.List className="max-h-80 overflow-y-auto overscroll-contain p-1.5">
          <Command.Empty className="px-3 py-5 text-center text-sm text-ink-3">{empty}</Command.Empty>
          {options.map((option) => (
            <Command.Item
              key={option.value}
              value={option.value}
              data-refused={option.isRefused === true || undefined}
              onSelect={() => {
                onPick(option.value);
              }}
              className="group/option flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm text-ink-2 data-[selected=true]:bg-active data-[selected=true]:text-ink"
            >
              <span className="flex w-5 shrink-0 justify-center text-ink-3">{option.mark}</span>
              <span className={classNames("min-w-0 flex-1 truncate", option.isRefused === true && "text-ink-3")}>
                {option.label}
                {option.isRefused === true && <span className="sr-only">, not possible:</span>}
              </span>
              {option.note !== undefined && (
                <span
                  className="max-w-[70%] truncate text-right text-xs text-ink-3 group-data-[selected=true]/option:text-ink-2"
                  title={option.note}
                >
                  {option.note}
                </span>
              )}
              <span className="flex w-4 shrink-0 justify-center">
                {option.isChosen === true && (
                  <Check className="size-3.5 text-accent" role="img" aria-label="has it now" />
                )}
              </span>
            </Command.Item>
          ))}
        </Command.List>
        {children}
      </Command>
    </Dialog>
  );
}
