import { CalendarDays, CalendarX2 } from "lucide-react";
import { useState } from "react";
import { dayChoices } from "../../../lib/day-words.ts";
import { longDay, shortDay } from "../../../lib/days.ts";
import { useServices } from "../../../lib/services.tsx";
import type { FieldPickerProps } from "./choice-picker.tsx";
import { Picker, type PickerOption } from "../../../ui/picker.tsx";

const NONE = "/none";

const WORDS = {
  dueAt: { title: "Due day", none: "No due day", said: "is due", saidNone: "has no due day", endOfDay: true },
  deferredUntil: {
    title: "Put off",
    none: "Not put off",
    said: "is put off until",
    saidNone: "is not put off any more",
    endOfDay: false,
  },
} as const;

/** When it is due, or until when it is put off, in the words one would say: `fri`, `in 3 days`, `2026-12-24`. */
export function DayPicker({
  field,
  items,
  known,
  what,
  onClose,
}: FieldPickerProps & { readonly field: "dueAt" | "deferredUntil" }) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  // Days do not move while one chooses.
  const [now] = useState(() => Date.now());
  const words = WORDS[field];
  const choices = dayChoices(text, now, words);
  const options: PickerOption[] = choices.map(({ at, label }) => ({
    value: String(at),
    label,
    note: longDay(at),
    mark: <CalendarDays className="size-3.5" />,
  }));
  const [first] = known;
  const isSet = known.some((item) => item[field] !== undefined);
  if (isSet && words.none.toLowerCase().includes(text.trim().toLowerCase())) {
    options.push({ value: NONE, label: words.none, mark: <CalendarX2 className="size-3.5" /> });
  }
  const current = known.length === 1 ? first?.[field] : undefined;
  return (
    <Picker
      title={`${words.title} of ${what}${current === undefined ? "" : `, now ${longDay(current)}`}`}
      placeholder="fri, in 3 days, 2026-12-24…"
      text={text}
      options={options}
      empty="No day is called so. Try fri, tomorrow, in 3 days or 2026-12-24."
      onText={setText}
      onClose={onClose}
      onPick={(value) => {
        onClose();
        const at = value === NONE ? null : Number(value);
        const said = at === null ? words.saidNone : `${words.said} ${shortDay(at, now)}`;
        void actions.changeItems(items, { [field]: at, ...statusFor(field, at) }, said);
      }}
    />
  );
}

/** What is put off says so; what no longer is stands open again. */
function statusFor(field: "dueAt" | "deferredUntil", at: number | null) {
  if (field === "dueAt" || at !== null) return {};
  return { status: "open" as const };
}
