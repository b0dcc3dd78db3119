import { Switch as Base } from "@base-ui/react/switch";

export type SwitchProps = {
  /** Tied to a label by it. */
  readonly id: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly describedBy?: string | undefined;
  onChange(isOn: boolean): void;
};

/** On or off, at once. For a choice that is part of a form there is the checkbox. */
export function Switch({ id, isOn, isDisabled = false, describedBy, onChange }: SwitchProps) {
  return (
    <Base.Root
      id={id}
      checked={isOn}
      disabled={isDisabled}
      aria-describedby={describedBy}
      onCheckedChange={onChange}
      className="inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-line-strong bg-field p-0.5 transition-colors duration-(--fast) data-checked:border-transparent data-checked:bg-accent-strong data-disabled:opacity-45"
    >
      <Base.Thumb className="size-3 rounded-full bg-ink-3 transition-transform duration-(--fast) data-checked:translate-x-3.5 data-checked:bg-accent-ink" />
    </Base.Root>
  );
}
