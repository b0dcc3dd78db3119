import { TextInput } from "../../ui/field.tsx";
import { Switch } from "../../ui/switch.tsx";
import type { ControlProps } from "./control-props.ts";

/** What is offered first. */
const USUAL = { from: "22:00", to: "07:30" };

export function QuietHours({ entry, ids, onChange }: ControlProps) {
  const { value } = entry.view;
  const hours = isHours(value) ? value : undefined;
  const time = (which: "from" | "to", label: string) => (
    <label className="flex items-center gap-1.5 text-xs text-ink-3">
      {label}
      <TextInput
        type="time"
        value={hours?.[which] ?? USUAL[which]}
        className="w-28 tabular-nums"
        onChange={(event) => {
          const next = event.currentTarget.value;
          if (hours !== undefined && next !== "") void onChange({ ...hours, [which]: next });
        }}
      />
    </label>
  );
  return (
    <div className="flex flex-wrap items-center justify-end gap-3">
      {hours !== undefined && (
        <>
          {time("from", "from")}
          {time("to", "to")}
        </>
      )}
      <Switch
        id={ids.id}
        isOn={hours !== undefined}
        describedBy={ids.describedBy}
        onChange={(isOn) => void onChange(isOn ? USUAL : null)}
      />
    </div>
  );
}

function isHours(value: unknown): value is { readonly from: string; readonly to: string } {
  return typeof value === "object" && value !== null && "from" in value && "to" in value;
}
