import { type PastBound, isWithin } from "./past-ledger.ts";
import { type FillableTable, createPastTable } from "./past-table.ts";
import type { RecordKind, RecordStore, RecordTable } from "./record-store.ts";

/** A record store of a moment that is over: its tables can be filled, but not by its own users. */
export interface PastStore {
  readonly store: RecordStore;
  /** Those that were declared so far. */
  tables(): readonly FillableTable[];
}

/** Trails are the live store's, up to the moment. */
export function createPastStore(live: RecordStore, bound: PastBound): PastStore {
  const declared = new Map<string, { readonly by: object; readonly table: object; readonly fill: FillableTable }>();

  function table<R>(kind: RecordKind<R>): RecordTable<R> {
    const known = declared.get(kind.kind);
    if (known !== undefined) {
      if (known.by !== kind) throw new Error(`Two different kinds of record are named ${kind.kind}.`);
      // The very kind object it was made for, so it holds that kind's records.
      return known.table as RecordTable<R>;
    }
    const made = createPastTable(kind);
    declared.set(kind.kind, { by: kind, ...made });
    return made.table;
  }

  return {
    tables: () => [...declared.values()].map(({ fill }) => fill),
    store: {
      table,
      trail: async (ledger, kind, id) => (await live.trail(ledger, kind, id)).filter((event) => isWithin(event, bound)),
      commit() {
        throw new Error("What is past cannot be changed.");
      },
      guard: () => ({ [Symbol.dispose]() {} }),
      subscribe: () => ({ [Symbol.dispose]() {} }),
      eventsAfter: () => undefined,
      lastSeq: bound.seq ?? live.lastSeq,
      pastSources: () => [],
      openLedger() {
        throw new Error("Ledgers of the past are open.");
      },
      joinLedger() {
        throw new Error("What is past cannot be changed.");
      },
      health: { ledgers: [] },
      flush() {
        throw new Error("What is past cannot be changed.");
      },
      async [Symbol.asyncDispose]() {},
    },
  };
}
