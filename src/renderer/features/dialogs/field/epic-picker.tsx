import { ListTree, Unlink } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useItemPages } from "../../../lib/server-state/item-pages.ts";
import { useServices } from "../../../lib/services.tsx";
import type { FieldPickerProps } from "./choice-picker.tsx";
import { Picker, type PickerOption } from "../../../ui/picker.tsx";

const NONE = "/none";
/** More are found by typing. */
const SHOWN = 50;

/** Which epic items belong to. Those of another ledger cannot be, and are not offered. */
export function EpicPicker({ items, known, what, onClose }: FieldPickerProps) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  const typed = useDeferredValue(text.trim());
  const wanted = useMemo(
    () => [{ query: { type: ["epic"], ...(typed === "" ? {} : { text: typed }) }, page: 0 }],
    [typed],
  );
  const pages = useItemPages(wanted);
  const projects = new Set(known.map((item) => item.project));
  const options: PickerOption[] = pages
    .all()
    .filter((epic) => !items.includes(epic.id) && (known.length === 0 || projects.has(epic.project)))
    .slice(0, SHOWN)
    .map((epic) => ({
      value: epic.id,
      label: epic.title,
      note: epic.id,
      mark: <ListTree className="size-3.5" />,
      isChosen: known.length === items.length && known.every((item) => item.parent === epic.id),
    }));
  if (known.some((item) => item.parent !== undefined) && "no epic".includes(text.trim().toLowerCase())) {
    options.push({ value: NONE, label: "No epic", mark: <Unlink className="size-3.5" /> });
  }
  return (
    <Picker
      title={`Epic of ${what}`}
      placeholder="Find an epic"
      text={text}
      options={options}
      empty={text.trim() === "" ? "There is no open epic here yet." : "No epic fits"}
      onText={setText}
      onClose={onClose}
      onPick={(value) => {
        onClose();
        const parent = value === NONE ? null : value;
        void actions.changeItems(items, { parent }, parent === null ? "is in no epic" : `is in ${parent}`);
      }}
    />
  );
}
