import { notificationKinds } from "../../lib/notifications/kinds.ts";
import { Select } from "../../ui/select.tsx";
import type { ControlProps } from "./control-props.ts";

const WAYS = [
  { value: "usual", label: "As usual" },
  { value: "off", label: "Not at all" },
  { value: "quiet", label: "In the window alone" },
  { value: "normal", label: "On the desktop" },
  { value: "urgent", label: "Also in quiet hours" },
];

/** How each kind of notification is told. */
export function KindsControl({ entry, onChange }: ControlProps) {
  const { value } = entry.view;
  const set = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  return (
    <ul className="flex max-w-120 flex-col gap-1.5">
      {Object.entries(notificationKinds).map(([kind, { label }]) => (
        <li key={kind} className="flex items-center gap-3">
          <span className="min-w-0 flex-1 text-sm text-ink-2">{label}</span>
          <Select
            label={label}
            value={typeof set[kind] === "string" ? set[kind] : "usual"}
            options={WAYS}
            className="w-52"
            onChange={(way) => {
              const others = Object.fromEntries(Object.entries(set).filter(([name]) => name !== kind));
              void onChange(way === "usual" ? others : { ...others, [kind]: way });
            }}
          />
        </li>
      ))}
    </ul>
  );
}
