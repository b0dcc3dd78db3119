import { BULK_LIMIT } from "../../lib/item-edits.ts";
import { type ItemPages, type ItemQuery, PAGE_SIZE } from "../../lib/server-state/item-pages.ts";
import { useServices } from "../../lib/services.tsx";
import type { GroupInfo } from "./use-backlog-rows.ts";
import type { Rows } from "./rows.ts";

export interface Picking {
  /** Picks all from one row to another, both included, besides what was picked. */
  range(from: number, to: number): Promise<void>;
  /** Every item of the list, or as many as can be changed in one step. */
  all(): Promise<void>;
}

/** Picks many items out, those too that are not in sight and whose ids the core has to be asked for. */
export function usePicking(rows: Rows<string>, groups: ReadonlyMap<string, GroupInfo>, pages: ItemPages): Picking {
  const { connection, toasts, ui } = useServices();

  async function idsOf(query: ItemQuery, from: number, to: number): Promise<readonly string[]> {
    const known = Array.from({ length: to - from + 1 }, (_, nth) => pages.item(query, from + nth)?.id);
    const ids = known.filter((id) => id !== undefined);
    if (ids.length === known.length) return ids;
    const answer = await connection.client.call("item.list", { ...query, offset: from, limit: to - from + 1 });
    if (answer.ok) return answer.value.items.map(({ id }) => id);
    toasts.fail("pick the items", answer.error);
    return [];
  }

  async function pick(from: number, to: number): Promise<void> {
    const before = ui.store.getState().selected;
    const found = new Set(before);
    for (let row = from; row <= to && found.size < BULK_LIMIT;) {
      const at = rows.at(row);
      if (at?.kind !== "item") {
        row += 1;
        continue;
      }
      const last = Math.min(at.group.count - 1, at.index + (to - row), at.index + BULK_LIMIT - 1);
      const query = groups.get(at.group.key)?.query;
      if (query !== undefined) for (const id of await idsOf(query, at.index, last)) found.add(id);
      row += last - at.index + 1;
    }
    ui.set({ selected: [...found].slice(0, BULK_LIMIT) });
    if (found.size >= BULK_LIMIT && to - from >= PAGE_SIZE) {
      toasts.say(`The first ${BULK_LIMIT.toLocaleString("en")} are picked`, {
        tone: "attention",
        detail: "So many are changed in one step. Narrow the list to reach the rest.",
      });
    }
    ui.announce(`${ui.store.getState().selected.length} picked`);
  }

  return {
    range: (from, to) => pick(Math.min(from, to), Math.max(from, to)),
    all: () => pick(0, rows.count - 1),
  };
}
