import { Ban, Flag } from "lucide-react";
import { useState } from "react";
import type { ItemView } from "../../../../shared/model/work-item.ts";
import type { ItemChange } from "../../../lib/item-change.ts";
import { PRIORITIES, STATUSES, TYPES } from "../../../lib/item-choices.ts";
import { useServices } from "../../../lib/services.tsx";
import { Picker, type PickerOption } from "../../../ui/picker.tsx";

export type FieldPickerProps = {
  readonly items: readonly string[];
  /** Those of them that the page has read. */
  readonly known: readonly ItemView[];
  /** What they are called in titles: an id, or how many. */
  readonly what: string;
  onClose(): void;
};

/** A field with a few values that all ledgers have. */
export function ChoicePicker({
  field,
  items,
  known,
  what,
  onClose,
}: FieldPickerProps & { readonly field: "priority" | "status" | "type" }) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  const choices = CHOICES[field];
  const all = known.length === items.length;
  const options: PickerOption[] = choices.options
    .filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()))
    .map((option) => ({
      ...option,
      isChosen: all && known.every((item) => String(item[field]) === option.value),
    }));
  if (field === "status" && "close".startsWith(text.trim().toLowerCase())) {
    options.push({ value: CLOSE, label: "Close…", mark: <Ban className="size-3.5" />, note: "with a reason" });
  }
  return (
    <Picker
      title={`${choices.title} of ${what}`}
      placeholder={`Set the ${choices.title.toLowerCase()}`}
      text={text}
      options={options}
      empty={`No such ${choices.title.toLowerCase()}`}
      onText={setText}
      onClose={onClose}
      onPick={(value) => {
        onClose();
        const label = choices.options.find((option) => option.value === value)?.label ?? value;
        if (value === CLOSE) actions.closeItems(items);
        else void actions.changeItems(items, choices.change(value), `is ${label.toLowerCase()}`);
      }}
    />
  );
}

/** Stands among the statuses, but is a deed of its own. */
const CLOSE = "/close";

const CHOICES: Readonly<
  Record<
    "priority" | "status" | "type",
    { readonly title: string; readonly options: readonly PickerOption[]; change(value: string): ItemChange }
  >
> = {
  priority: {
    title: "Priority",
    options: PRIORITIES.map((one) => ({
      ...one,
      note: `p${one.value}`,
      mark:
        Number(one.value) <= 1 ? (
          <Flag data-tone={one.value === "0" ? "trouble" : "attention"} className="size-3.5 text-tone" />
        ) : null,
    })),
    change: (value) => ({ priority: Number(value) }),
  },
  status: {
    title: "Status",
    options: STATUSES,
    change: (value) => {
      const status = STATUSES.find((one) => one.value === value)?.value;
      return status === undefined ? {} : { status };
    },
  },
  type: {
    title: "Type",
    options: TYPES.map((value) => ({ value, label: value })),
    change: (value) => ({ type: value }),
  },
};
