import { useState } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { type ColumnId, columnOf } from "../../lib/moves/columns.ts";

interface Seen {
  readonly items: readonly ItemView[] | undefined;
  readonly columns: ReadonlyMap<string, ColumnId>;
  readonly arrived: ReadonlySet<string>;
}

const NOTHING_SEEN: Seen = { items: undefined, columns: new Map(), arrived: new Set() };

/** Items whose column changed since the board was last drawn with other items; none at first sight. */
export function useArrivals(items: readonly ItemView[] | undefined): ReadonlySet<string> {
  const [seen, setSeen] = useState(NOTHING_SEEN);
  if (items === undefined || items === seen.items) return seen.arrived;
  const next = look(items, seen);
  setSeen(next);
  return next.arrived;
}

function look(items: readonly ItemView[], before: Seen): Seen {
  const columns = new Map(items.map((item) => [item.id, columnOf(item)]));
  const moved = [...columns].filter(([id, column]) => before.columns.get(id) !== column).map(([id]) => id);
  return { items, columns, arrived: before.items === undefined ? new Set() : new Set(moved) };
}
