import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import type { Stamp } from "./merge/stamp.ts";
import type { RecordChange, RecordKind, RecordTable } from "./record-store.ts";

/** A record as a shard of the past holds it. */
export interface PastRecord {
  readonly id: string;
  /** Clock of its first event; with the id it gives the order of creation. */
  readonly born: Stamp;
  /** Of the kind's type: its schema has let it through. */
  readonly record: unknown;
}

/** A table of the past without knowing what is in it. */
export interface FillableTable {
  readonly kind: RecordKind<unknown>;
  put(ledger: LedgerName, record: PastRecord): void;
  apply(event: LedgerEvent): void;
}

/** Filled once, and then read; those who watch it are told of each record as of one that came just now. */
export function createPastTable<R>(kind: RecordKind<R>): {
  readonly table: RecordTable<R>;
  readonly fill: FillableTable;
} {
  const entries = new Map<string, { readonly ledger: LedgerName; readonly record: R }>();
  const listeners = new Set<(change: RecordChange<R>) => void>();

  function set(id: string, ledger: LedgerName, after: R | undefined): void {
    const before = entries.get(id)?.record;
    if (before === after) return;
    if (after === undefined) entries.delete(id);
    else entries.set(id, { ledger, record: after });
    for (const listener of listeners) listener({ id, ledger, before, after });
  }

  return {
    table: {
      get: (id) => entries.get(id)?.record,
      *values() {
        for (const { record } of entries.values()) yield record;
      },
      get size() {
        return entries.size;
      },
      ledgerOf: (id) => entries.get(id)?.ledger,
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
    },
    fill: {
      // What this kind's schema has let through is one of its records, and goes to no other kind.
      kind: kind as RecordKind<unknown>,
      put(ledger, { id, record }) {
        set(id, ledger, record as R);
      },
      apply(event) {
        set(event.subject, event.ledger, kind.reduce(entries.get(event.subject)?.record, event));
      },
    },
  };
}
