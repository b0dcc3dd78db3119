import { USER } from "../../../shared/model/identity.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { RecordChange, RecordTable } from "../platform/store/record-store.ts";

/** A table that changes by hand and tells its watchers, as the store's does. The ledger is what stands before the first hyphen. */
export interface ItemTable extends RecordTable<WorkItem> {
  put(item: WorkItem): void;
  remove(id: string): void;
}

export function createItemTable(): ItemTable {
  const items = new Map<string, WorkItem>();
  const listeners = new Set<(change: RecordChange<WorkItem>) => void>();
  const tell = (id: string, before: WorkItem | undefined, after: WorkItem | undefined) => {
    for (const listener of listeners) listener({ id, ledger: ledgerOf(id), before, after });
  };
  const ledgerOf = (id: string) => id.slice(0, id.indexOf("-"));
  return {
    get: (id) => items.get(id),
    values: () => items.values(),
    get size() {
      return items.size;
    },
    ledgerOf: (id) => (items.has(id) ? ledgerOf(id) : undefined),
    clockOf: () => undefined,
    deletionOf: () => undefined,
    watch(listener) {
      listeners.add(listener);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
    put(item) {
      const before = items.get(item.id);
      items.set(item.id, item);
      tell(item.id, before, item);
    },
    remove(id) {
      const before = items.get(id);
      items.delete(id);
      if (before !== undefined) tell(id, before, undefined);
    },
  };
}

/** An open item that is nobody's. */
export function item(id: string, more: Partial<WorkItem> = {}): WorkItem {
  return {
    id,
    title: id,
    description: "",
    type: "task",
    status: "open",
    priority: 2,
    labels: [],
    acceptance: "",
    notes: "",
    links: [],
    createdBy: USER,
    createdAt: 1,
    updatedBy: USER,
    updatedAt: 1,
    version: 1,
    ...more,
  };
}
