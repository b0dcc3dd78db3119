import { Ban, Flag } from "lucide-react";
import { useState } from "react";
import type { Vocabulary } from "../../../../shared/model/vocabulary.ts";
import type { ItemView } from "../../../../shared/model/work-item.ts";
import type { ItemChange } from "../../../lib/item-change.ts";
import { PRIORITIES, TYPES, shownWord, statusChoices } from "../../../lib/item-choices.ts";
import { useVocabulary } from "../../../lib/server-state/queries.ts";
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

/** A field with a few values; words of a ledger's own are offered where all of the items are of that ledger. */
export function ChoicePicker({ field, items, known, what, onClose }: FieldPickerProps & { readonly field: Field }) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  const projects = new Set(known.map(({ project }) => project));
  const isOfOne = projects.size === 1 && known.length === items.length;
  const words = useVocabulary(isOfOne ? [...projects][0] : undefined);
  const choices = choicesOf(field, isOfOne ? words.data : undefined);
  const all = known.length === items.length;
  const options: PickerOption[] = choices.options
    .filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()))
    .map((option) => ({
      ...option,
      isChosen: all && known.every((item) => currentOf(item, field) === option.value),
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

type Field = "priority" | "status" | "type";

function currentOf(item: ItemView, field: Field): string {
  return field === "status" ? (item.customStatus ?? item.status) : String(item[field]);
}

interface Choices {
  readonly title: string;
  readonly options: readonly PickerOption[];
  change(value: string): ItemChange;
}

function choicesOf(field: Field, vocabulary: Vocabulary | undefined): Choices {
  switch (field) {
    case "priority":
      return { title: "Priority", options: PRIORITY_OPTIONS, change: (value) => ({ priority: Number(value) }) };
    case "status": {
      const choices = statusChoices(vocabulary);
      return {
        title: "Status",
        options: choices.map(({ status: _, ...option }) => option),
        change(value) {
          const status = choices.find((one) => one.value === value)?.status;
          if (status === undefined) return {};
          return value === status ? { status } : { status, customStatus: value };
        },
      };
    }
    case "type": {
      const types = vocabulary?.types ?? TYPES;
      return {
        title: "Type",
        options: types.map((value) => ({ value, label: shownWord(value) })),
        change: (value) => ({ type: value }),
      };
    }
  }
}

const PRIORITY_OPTIONS: readonly PickerOption[] = PRIORITIES.map((one) => ({
  ...one,
  note: `p${one.value}`,
  mark:
    Number(one.value) <= 1 ? (
      <Flag data-tone={one.value === "0" ? "trouble" : "attention"} className="size-3.5 text-tone" />
    ) : null,
}));
