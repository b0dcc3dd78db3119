import type { LedgerEvent } from "../../../../shared/model/event.ts";
import type { RecordKind, RecordTable } from "./record-store.ts";
import { type StoredTable, createTable } from "./record-table.ts";

/** The kinds declared so far, each with its table. */
export interface KindRegistry {
  /** `made` is called when the kind is new, before the table is handed out. */
  declare<R>(kind: RecordKind<R>, made: (stored: StoredTable) => void): RecordTable<R>;
  /** Reduces an event of a declared kind; returns what takes it back. */
  apply(event: LedgerEvent): () => void;
  get(kind: string): StoredTable | undefined;
  all(): Iterable<StoredTable>;
}

/** `stream` names the numbering of this workspace's events. */
export function createKindRegistry(stream: string): KindRegistry {
  const stored = new Map<
    string,
    { readonly declaredBy: object; readonly table: object; readonly stored: StoredTable }
  >();
  return {
    declare<R>(kind: RecordKind<R>, made: (stored: StoredTable) => void): RecordTable<R> {
      const known = stored.get(kind.kind);
      if (known !== undefined) {
        if (known.declaredBy !== kind) throw new Error(`Two different kinds of record are named ${kind.kind}.`);
        // The very kind object it was made for, so it holds that kind's records.
        return known.table as RecordTable<R>;
      }
      const pair = createTable(kind, stream);
      stored.set(kind.kind, { declaredBy: kind, ...pair });
      made(pair.stored);
      return pair.table;
    },
    apply(event) {
      const table = stored.get(event.kind);
      if (table === undefined) {
        throw new Error(`No kind of record is named ${event.kind}; ${event.type} cannot be reduced.`);
      }
      return table.stored.apply(event);
    },
    get: (kind) => stored.get(kind)?.stored,
    *all() {
      for (const entry of stored.values()) yield entry.stored;
    },
  };
}
