import { useRef } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { type ColumnId, columnOf } from "./board-model.ts";

const NONE: ReadonlySet<string> = new Set();

/** Items whose column changed since the board was last drawn with other items; none at first sight. */
export function useArrivals(items: readonly ItemView[] | undefined): ReadonlySet<string> {
  const seen = useRef<{ items: readonly ItemView[]; columns: Map<string, ColumnId>; arrived: ReadonlySet<string> }>(
    undefined,
  );
  if (items === undefined) return NONE;
  const before = seen.current;
  if (before?.items === items) return before.arrived;
  const columns = new Map(items.map((item) => [item.id, columnOf(item)]));
  const arrived =
    before === undefined
      ? NONE
      : new Set([...columns].filter(([id, column]) => before.columns.get(id) !== column).map(([id]) => id));
  seen.current = { items, columns, arrived };
  return arrived;
}
