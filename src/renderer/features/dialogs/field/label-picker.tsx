import { Plus, Tag } from "lucide-react";
import { useState } from "react";
import { useItemCounts } from "../../../lib/server-state/item-counts.ts";
import { useServices } from "../../../lib/services.tsx";
import { Button } from "../../../ui/button.tsx";
import { Keys } from "../../../ui/kbd.tsx";
import type { FieldPickerProps } from "./choice-picker.tsx";
import { Picker, type PickerOption } from "../../../ui/picker.tsx";

/** As the model has it; its module brings zod with it. */
const LABEL = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,62}$/u;
/** More are found by typing. */
const SHOWN = 60;
const NEW = "/new ";

/** Labels are ticked and unticked one after the other; all changes are made at once on closing. */
export function LabelPicker({ items, known, what, onClose }: FieldPickerProps) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  const counts = useItemCounts({ all: true }, ["label"]);
  /** What the user ticked (true) or unticked. */
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const typed = text.trim().replace(/^#/, "");
  const used = (counts.data?.facets[0]?.values ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
  const has = (label: string) => known.filter((item) => item.labels.includes(label)).length;
  const isOn = (label: string) => changed.get(label) ?? (known.length === items.length && has(label) === items.length);
  const labels = [...new Set([...known.flatMap((item) => item.labels), ...changed.keys(), ...used])];
  const options: PickerOption[] = labels
    .filter((label) => label.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, SHOWN)
    .map((label) => ({
      value: label,
      label,
      mark: <Tag className="size-3.5" />,
      isChosen: isOn(label),
      note: !changed.has(label) && has(label) > 0 && !isOn(label) ? `${has(label)} of ${items.length}` : undefined,
    }));
  if (LABEL.test(typed) && !labels.includes(typed)) {
    options.push({ value: `${NEW}${typed}`, label: `New label ${typed}`, mark: <Plus className="size-3.5" /> });
  }
  const save = () => {
    onClose();
    const addLabels = [...changed].flatMap(([label, on]) => (on ? [label] : []));
    const removeLabels = [...changed].flatMap(([label, on]) => (on ? [] : [label]));
    if (changed.size === 0) return;
    const words = [...addLabels.map((label) => `+${label}`), ...removeLabels.map((label) => `−${label}`)].join(" ");
    void actions.changeItems(items, { addLabels, removeLabels }, `has labels ${words}`);
  };
  return (
    <Picker
      title={`Labels of ${what}`}
      placeholder="Tick labels, or type a new one"
      text={text}
      options={options}
      empty={typed === "" ? "No labels yet: type one" : "A label is a word of letters, digits and . _ : / -"}
      onText={setText}
      onClose={onClose}
      onPick={(value) => {
        const label = value.startsWith(NEW) ? value.slice(NEW.length) : value;
        setChanged(new Map([...changed, [label, !isOn(label)]]));
        setText("");
      }}
    >
      <footer className="flex items-center justify-between gap-2 border-t border-line px-3 py-2 text-xs text-ink-3">
        <span className="flex items-center gap-1.5">
          <Keys keys="Enter" /> ticks
        </span>
        <Button
          size="s"
          look="primary"
          onClick={save}
          onKeyDown={(event) => {
            event.stopPropagation();
          }}
        >
          Save labels
        </Button>
      </footer>
    </Picker>
  );
}
