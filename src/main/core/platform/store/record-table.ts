import { z } from "zod";
import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import type { RecordChange, RecordKind, RecordTable } from "./record-store.ts";
import { type ShardIndex, type ShardLine, createShardIndex } from "./shard.ts";

/** A record and where it comes from. Never changed in place. */
interface Entry<R> {
  readonly ledger: LedgerName;
  readonly record: R;
  /** `seq` of the first and of the newest event; `first` is 0 for what came with another stream. */
  readonly first: number;
  readonly last: number;
  /** Time of the first event, in milliseconds since 1970. With `first` it gives the order of creation. */
  readonly at: number;
}

/** What the store does with a table without knowing what is in it. */
export interface StoredTable {
  readonly kind: string;
  /** Reduces one event; returns what takes it back. Throws when the reducer does, or makes what its schema refuses. */
  apply(event: LedgerEvent): () => void;
  /** Takes a line of git in; the reason when it must be left out. `settle` has to follow. */
  load(ledger: LedgerName, line: ShardLine, shard: string): string | undefined;
  /** Puts what was loaded in its place by creation. */
  settle(): void;
  shards(ledger: LedgerName): ShardIndex;
  lineOf(id: string): ShardLine | undefined;
  range(id: string): { readonly first: number; readonly last: number } | undefined;
}

export function createTable<R>(kind: RecordKind<R>): { readonly table: RecordTable<R>; readonly stored: StoredTable } {
  let entries = new Map<string, Entry<R>>();
  const listeners = new Set<(change: RecordChange<R>) => void>();
  const shardsOf = new Map<LedgerName, ShardIndex>();

  function shards(ledger: LedgerName): ShardIndex {
    let index = shardsOf.get(ledger);
    if (index === undefined) shardsOf.set(ledger, (index = createShardIndex()));
    return index;
  }

  /** Restoring an entry that was removed moves it to the end; `settle` puts it right. */
  function put(id: string, ledger: LedgerName, entry: Entry<R> | undefined): void {
    const before = entries.get(id);
    if (entry === undefined) entries.delete(id);
    else entries.set(id, entry);
    shards(ledger).touch(id, entry !== undefined);
    if (before?.record === entry?.record) return;
    const change = { id, ledger, before: before?.record, after: entry?.record };
    for (const listener of listeners) listener(change);
  }

  function settle(): void {
    entries = new Map([...entries].toSorted(([, a], [, b]) => a.at - b.at || a.first - b.first));
  }

  const stored: StoredTable = {
    kind: kind.kind,
    shards,
    settle,
    apply(event) {
      const { subject, ledger } = event;
      const before = entries.get(subject);
      if (before !== undefined && before.ledger !== ledger) {
        throw new Error(
          `The ${kind.kind} ${subject} lives in the ledger ${before.ledger}; an event of ${ledger} names it.`,
        );
      }
      const record = kind.reduce(before?.record, event);
      if (record !== undefined && record !== before?.record) {
        const checked = kind.schema.safeParse(record);
        if (!checked.success) {
          throw new Error(`${event.type} makes a malformed ${kind.kind} ${subject}: ${z.prettifyError(checked.error)}`);
        }
      }
      if (record !== undefined || before !== undefined) {
        const first = before?.first ?? event.seq;
        const at = before?.at ?? event.at;
        put(subject, ledger, record === undefined ? undefined : { ledger, record, first, last: event.seq, at });
      }
      return () => {
        if (entries.get(subject) === before) return;
        const wasRemoved = !entries.has(subject);
        put(subject, ledger, before);
        if (wasRemoved) settle();
      };
    },
    load(ledger, { id, first, last, at, record }, shard) {
      const known = entries.get(id);
      if (known !== undefined) return `the ledger ${known.ledger} already has a ${kind.kind} ${id}`;
      const parsed = kind.schema.safeParse(record);
      if (!parsed.success) return `not a ${kind.kind}: ${z.prettifyError(parsed.error)}`;
      entries.set(id, { ledger, record: parsed.data, first, last, at });
      shards(ledger).load(id, shard);
      for (const listener of listeners) listener({ id, ledger, before: undefined, after: parsed.data });
      return undefined;
    },
    lineOf(id) {
      const entry = entries.get(id);
      if (entry === undefined) return undefined;
      return { id, first: entry.first, last: entry.last, at: entry.at, record: entry.record };
    },
    range: (id) => entries.get(id),
  };

  const table: RecordTable<R> = {
    get: (id) => entries.get(id)?.record,
    *values() {
      for (const entry of entries.values()) yield entry.record;
    },
    get size() {
      return entries.size;
    },
    ledgerOf: (id) => entries.get(id)?.ledger,
    watch(listener) {
      listeners.add(listener);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
  };
  return { table, stored };
}
