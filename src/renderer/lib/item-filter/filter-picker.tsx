import { useState } from "react";
import { useItemCounts } from "../server-state/item-counts.ts";
import { Picker, type PickerOption } from "../../ui/picker.tsx";
import { facetLabel, facetText, withValue } from "./filter-parts.ts";
import type { Filter } from "./filter.ts";

/** In the order in which one mostly asks. */
const FACETS = ["stage", "priority", "label", "assignee", "parent", "project", "type", "status"] as const;
/** More are found by typing. */
const SHOWN = 80;
const FLAGS = [
  { value: "overdue", label: "Overdue", filter: { overdue: true } },
  { value: "all", label: "Closed too", filter: { all: true } },
] as const;

export type FilterPickerProps = { readonly filter: Filter; onPick(filter: Filter): void; onClose(): void };

/** Every value that what is listed has, with how often: one types a few letters of it, whatever field it is of. */
export function FilterPicker({ filter, onPick, onClose }: FilterPickerProps) {
  const [text, setText] = useState("");
  const counts = useItemCounts(filter, FACETS);
  const words = text.toLowerCase().split(/\s+/);
  const choices = [
    ...FACETS.flatMap((by) =>
      (counts.data?.facets.find((facet) => facet.by === by)?.values ?? []).map((value) => ({
        key: `${by} ${value.value ?? ""}`,
        next: withValue(filter, by, value.value),
        label: `${facetLabel[by]}: ${facetText(by, value)}`,
        note: value.count.toLocaleString("en"),
      })),
    ),
    ...FLAGS.map((flag) => ({ key: flag.value, next: { ...filter, ...flag.filter }, label: flag.label, note: "" })),
  ].filter(({ next, label }) => next !== undefined && words.every((word) => label.toLowerCase().includes(word)));
  const options = choices.slice(0, SHOWN).map(({ key, label, note }): PickerOption => ({ value: key, label, note }));
  return (
    <Picker
      title="Filter the items"
      placeholder="Stage, label, name…"
      text={text}
      options={options}
      empty={counts.data === undefined ? "Counting…" : "Nothing listed has that"}
      onText={setText}
      onClose={onClose}
      onPick={(key) => {
        const next = choices.find((choice) => choice.key === key)?.next;
        onClose();
        if (next !== undefined) onPick(next);
      }}
    />
  );
}
