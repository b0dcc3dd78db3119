import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { stampOf } from "./event-codec.ts";
import { compileRules, nameOf } from "./merge/merge-rules.ts";
import type { Deletion } from "./merge/record-state.ts";
import { fieldsOf, inOrder } from "./merge/registers.ts";
import { type Clocks, bornAt, deletedAt, stampChange } from "./merge/stamp-change.ts";
import type { RecordChange, RecordKind, RecordTable } from "./record-store.ts";

/** A record as a shard of the past holds it. */
export interface PastRecord extends Clocks {
  readonly id: string;
  /** Of the kind's type: its schema has let it through. */
  readonly record: unknown;
}

/** A tombstone of the past. */
export interface PastGrave {
  readonly id: string;
  readonly life: number;
  readonly deleted: Deletion;
}

/** A table of the past without knowing what is in it. */
export interface FillableTable {
  readonly kind: RecordKind<unknown>;
  put(ledger: LedgerName, record: PastRecord): void;
  bury(grave: PastGrave): void;
  apply(event: LedgerEvent): void;
}

interface Entry<R> extends Clocks {
  readonly ledger: LedgerName;
  readonly record: R;
}

/** Filled once, and then read; those who watch it are told of each record as of one that came just now. */
export function createPastTable<R>(kind: RecordKind<R>): {
  readonly table: RecordTable<R>;
  readonly fill: FillableTable;
} {
  const rules = compileRules(kind.merge);
  const entries = new Map<string, Entry<R>>();
  const graves = new Map<string, Omit<PastGrave, "id">>();
  const listeners = new Set<(change: RecordChange<R>) => void>();

  function set(id: string, ledger: LedgerName, after: Entry<R> | undefined): void {
    const before = entries.get(id)?.record;
    if (after === undefined) entries.delete(id);
    else entries.set(id, after);
    if (after !== undefined) graves.delete(id);
    if (before === after?.record) return;
    for (const listener of listeners) listener({ id, ledger, before, after: after?.record });
  }

  /** As the table of the present does it. */
  function apply(event: LedgerEvent): void {
    const { subject: id, ledger } = event;
    const before = entries.get(id);
    const reduced = kind.reduce(before?.record, event);
    if (reduced === before?.record) return;
    const stamp = stampOf(event);
    if (reduced === undefined) {
      const { life, deleted } = deletedAt(stamp, { life: before?.life ?? 0, seen: {} }, event.at);
      set(id, ledger, undefined);
      graves.set(id, { life, deleted });
      return;
    }
    const record = inOrder(reduced, rules);
    const grave = graves.get(id);
    const clocks =
      before === undefined
        ? bornAt(stamp, grave === undefined ? undefined : { ...grave, seen: {} })
        : stampChange({ ...before, record: fieldsOf(before.record) }, fieldsOf(record), stamp, rules);
    set(id, ledger, { ...clocks, ledger: before?.ledger ?? ledger, record });
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
      clockOf(id, field, element) {
        const entry = entries.get(id);
        if (entry === undefined) return undefined;
        const rule = rules.registerOf.get(field);
        const path = rule === undefined ? field : nameOf(rule);
        return entry.clocks[element === undefined ? path : `${path} ${element}`] ?? entry.born;
      },
      deletionOf: (id) => graves.get(id)?.deleted,
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
      kind,
      put(ledger, { id, record, life, born, clocks, rounds }) {
        // What this kind's schema has let through is one of its records, and goes to no other kind.
        set(id, ledger, { ledger, record: record as R, life, born, clocks, rounds });
      },
      bury({ id, life, deleted }) {
        graves.set(id, { life, deleted });
      },
      apply,
    },
  };
}
