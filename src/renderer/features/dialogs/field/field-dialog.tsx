import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { itemsInSight } from "../../../lib/item-edits.ts";
import { countOf } from "../../../lib/names.ts";
import type { ItemField } from "../../../lib/ui-state.ts";
import { ChoicePicker } from "./choice-picker.tsx";
import { DayPicker } from "./day-picker.tsx";
import { EpicPicker } from "./epic-picker.tsx";
import { EstimatePicker } from "./estimate-picker.tsx";
import { LabelPicker } from "./label-picker.tsx";

export type FieldDialogProps = { readonly field: ItemField; readonly items: readonly string[]; onClose(): void };

/** Sets one field of one item or of all that are picked out. */
export function FieldDialog({ field, items, onClose }: FieldDialogProps) {
  const queries = useQueryClient();
  const [known] = useState(() => [...itemsInSight(queries, new Set(items)).values()]);
  const props = { items, known, what: countOf(items), onClose };
  switch (field) {
    case "priority":
    case "status":
    case "type":
      return <ChoicePicker field={field} {...props} />;
    case "labels":
      return <LabelPicker {...props} />;
    case "parent":
      return <EpicPicker {...props} />;
    case "dueAt":
    case "deferredUntil":
      return <DayPicker field={field} {...props} />;
    case "estimateMinutes":
      return <EstimatePicker {...props} />;
  }
}
