import type { z } from "zod";
import type { Failure, Result } from "../../../../shared/model/result.ts";
import type { LedgerEvent, LedgerName, NewEvent } from "../../../../shared/model/event.ts";

/**
 * One kind of record (`item`, `convoy`, `agent`, …): how events make it, and how it is read back from git.
 * A domain declares its kinds; the store keeps them durable.
 */
export interface RecordKind<R> {
  readonly kind: string;
  /** Reads a line of a shard. Unknown fields must survive (`z.looseObject`). */
  readonly schema: z.ZodType<R>;
  /** Pure. Undefined removes the record. Events it does not know leave the record as it is. */
  reduce(record: R | undefined, event: LedgerEvent): R | undefined;
}

/** The records of one kind over all ledgers, as of the last appended event. Reading is synchronous and cheap. */
export interface RecordTable<R> {
  get(id: string): R | undefined;
  /** In order of creation. */
  values(): IterableIterator<R>;
  readonly size: number;
  /** Which ledger holds the record. */
  ledgerOf(id: string): LedgerName | undefined;
}

/** What a decider answers: the events to append (none is fine) and what the caller gets once they are durable. */
export interface Decision<V> {
  readonly events: readonly NewEvent[];
  /** Computed after the events were reduced. */
  result(appended: readonly LedgerEvent[]): V;
}

export interface RecordStore {
  table<R>(kind: RecordKind<R>): RecordTable<R>;

  /**
   * The only way to change anything. `decide` runs at once and to its end against the current tables, so that of any
   * number of simultaneous callers each sees what the one before appended. Its events are reduced at once, and the
   * promise resolves when they are synced to disk; subscribers hear of them only then.
   * Fails with `ledger-unknown` for an event of a ledger that is not open, and with `journal-stopped` for ever after
   * a sync failed (full disk, read-only folder): what was not acknowledged must not be relied on.
   */
  commit<V, E extends Failure>(decide: () => Result<Decision<V>, E>): Promise<Result<V, E | StoreFailure>>;

  /** Published events, in order. The listener must not throw and must not block. */
  subscribe(listener: (event: LedgerEvent) => void): Disposable;
  /** Durable events behind `seq`, oldest first, as far back as is kept; undefined when that is too long ago. */
  eventsAfter(seq: number, limit: number): readonly LedgerEvent[] | undefined;
  /** All kept events of one record, oldest first, also those that only git still has. */
  trail(ledger: LedgerName, kind: string, id: string): Promise<readonly LedgerEvent[]>;
  /** `seq` of the newest published event; 0 at the very start. */
  readonly lastSeq: number;

  /** Adds the ledger whose branch `drover/ledger` lives in that bare repository, reading what it holds. Needed before events name it. */
  openLedger(name: LedgerName, gitDir: string): Promise<Result<LedgerOpened>>;
  /** Brings everything durable into git now, instead of with the next batch. */
  flush(): Promise<Result<void>>;
  /** Flushes and closes. */
  [Symbol.asyncDispose](): Promise<void>;
}

export type StoreFailure = Failure<"ledger-unknown" | "journal-stopped">;

export interface LedgerOpened {
  readonly records: number;
  /** Damaged lines set aside, with where they are kept. */
  readonly quarantined: readonly {
    readonly file: string;
    readonly line: number;
    readonly reason: string;
    readonly keptAt: string;
  }[];
}
