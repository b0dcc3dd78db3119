import type { z } from "zod";
import type { Failure, Result } from "../../../../shared/model/result.ts";
import type { LedgerEvent, LedgerName, NewEvent } from "../../../../shared/model/event.ts";
import type { Deletion, Seen } from "./merge/record-state.ts";
import type { Fields, MergeRules } from "./merge/merge-rules.ts";
import type { PastSource } from "./past-source.ts";

/**
 * One kind of record (`item`, `convoy`, `agent`, …): how events make it, and how it is read back from git.
 * A domain declares its kinds; the store keeps them durable.
 */
export interface RecordKind<R> {
  readonly kind: string;
  /** Reads a line of a shard. Unknown fields must survive (`z.looseObject`). */
  readonly schema: z.ZodType<R>;
  /** True only for what the schema would answer as it stands: a quick look, for kinds with very many records. */
  readonly isPlain?: (record: unknown) => record is R;
  /** Pure. Undefined deletes the record, which leaves a tombstone; a record after that brings it back. Events it does not know leave the record as it is. */
  reduce(record: R | undefined, event: LedgerEvent): R | undefined;
  /** How two clones' records become one. Without it the later change of each field wins. */
  readonly merge?: MergeRules;
  /** It coordinates this workspace alone and lives in its ledger, which is never shared. */
  readonly isLocal?: true;
}

/** The records of one kind over all ledgers, as of the last appended event. Reading is synchronous and cheap. */
export interface RecordTable<R> {
  get(id: string): R | undefined;
  /** In order of creation. */
  values(): IterableIterator<R>;
  readonly size: number;
  /** Which ledger holds the record. */
  ledgerOf(id: string): LedgerName | undefined;
  /**
   * When a field of a record, or an element of one that is a set, got its value: `clockOf(id, "links", "blocks demo-a1b")`.
   * Texts that sort like time over all clones. Undefined without the record.
   */
  clockOf(id: string, field: string, element?: string): string | undefined;
  /** When and by whom a record was deleted; undefined when it is there, or never was. */
  deletionOf(id: string): Deletion | undefined;
  /**
   * For indexes kept beside the table. Called within the change itself, one record at a time: after an event was reduced, for
   * each record that a ledger brings when it is opened, and when a change is taken back because it could not be synced.
   * The listener must not throw and must not commit. Records that are there already are not announced. With `loaded`, that is called
   * instead, once, when a ledger was opened: everything may be new.
   */
  watch(listener: (change: RecordChange<R>) => void, loaded?: () => void): Disposable;
}

export interface RecordChange<R> {
  readonly id: string;
  readonly ledger: LedgerName;
  readonly before: R | undefined;
  readonly after: R | undefined;
}

/** What a decider answers: the events to append (none is fine) and what the caller gets once they are durable. */
export interface Decision<V> {
  readonly events: readonly NewEvent[];
  /** Computed after the events were reduced. */
  result(appended: readonly LedgerEvent[]): V;
}

export interface RecordStore {
  /** The same table for the same kind. May come before or after the ledgers are opened; a second kind of the same name is a bug. */
  table<R>(kind: RecordKind<R>): RecordTable<R>;

  /**
   * The only way to change anything. `decide` runs at once and to its end against the current tables, so that of any
   * number of simultaneous callers each sees what the one before appended. Its events are reduced at once, and the
   * promise resolves when they are synced to disk; subscribers hear of them only then.
   * Fails with `ledger-unknown` for an event of a ledger that is not open, and with `journal-stopped` for ever after
   * a sync failed (full disk, read-only folder): what was not acknowledged must not be relied on.
   */
  commit<V, E extends Failure>(decide: () => Result<Decision<V>, E>): Promise<Result<V, E | StoreFailure>>;

  /**
   * Has every decision's events looked at before they are appended; a failure is the answer of its `commit`, and nothing is
   * appended. For what holds whichever domain decides. Runs within the change: it must be quick and must not commit.
   */
  guard(refuse: (events: readonly NewEvent[]) => Failure<"not-allowed"> | undefined): Disposable;

  /** Published events, in order. The listener must not throw and must not block. */
  subscribe(listener: (event: LedgerEvent) => void): Disposable;
  /** Durable events behind `seq`, oldest first, as far back as is kept; undefined when that is too long ago, or `seq` is yet to come. */
  eventsAfter(seq: number, limit: number): readonly LedgerEvent[] | undefined;
  /** All kept events of one record, oldest first, also those that only git still has. */
  trail(ledger: LedgerName, kind: string, id: string): Promise<readonly LedgerEvent[]>;
  /** `seq` of the newest published event; 0 at the very start. */
  readonly lastSeq: number;
  /** Where the past of each open ledger is read from; see past.ts. */
  pastSources(): readonly PastSource[];

  /** Adds the ledger whose branch `drover/ledger` lives in that bare repository, reading what it holds. Needed before events name it. */
  openLedger(name: LedgerName, gitDir: string): Promise<Result<LedgerOpened, LedgerOpenFailure>>;
  /**
   * Makes one of our ledger and of the one that another clone wrote as `commit`, which must be in the ledger's repository: in
   * git first, then in the tables. Nothing is changed by a failure, nor by a dry run, which tells what would be.
   */
  joinLedger(
    name: LedgerName,
    commit: string,
    options?: { readonly dryRun?: boolean },
  ): Promise<Result<LedgerJoined, LedgerJoinFailure>>;
  /** How writing stands, for `doctor` and the face that shows it. Reading goes on whatever it says. */
  readonly health: StoreHealth;
  /** Brings everything durable into git now, instead of with the next batch. */
  flush(): Promise<Result<void, Failure<"ledger-write-failed" | "journal-stopped">>>;
  /** Flushes and closes. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What another clone's ledger brought, once both are one. */
export interface LedgerJoined {
  /** The commit that holds both. Undefined when there is nothing on either side. */
  readonly tip: string | undefined;
  /** Records that are different now. */
  readonly taken: readonly TakenRecord[];
  /** What other workspaces did to such a record that was not known here before, oldest first, and by which stream. */
  eventsOf(taken: TakenRecord): Promise<readonly StreamEvent[]>;
  /** Values that gave way because both sides changed the same without knowing of each other. They stay in the trail. */
  readonly conflicts: readonly MergeConflict[];
  /** Damaged lines that were left out; copies lie in the quarantine. */
  readonly quarantined: readonly Pick<Quarantined, "file" | "line" | "reason">[];
}

/** An event and the stream that numbered it. */
export interface StreamEvent {
  readonly stream: string;
  readonly event: LedgerEvent;
}

export interface TakenRecord {
  readonly kind: string;
  readonly id: string;
  /** Undefined where there was none, or is none any more. */
  readonly before: Fields | undefined;
  readonly after: Fields | undefined;
  /** As the other side had it. */
  readonly theirs: Fields | undefined;
  /** What was here before: numbers of its events by stream. */
  readonly known: Seen;
}

export interface MergeConflict {
  readonly kind: string;
  readonly id: string;
  /** The field; `deleted` for a record; of a set's element also its key, behind a space. */
  readonly field: string;
  readonly kept: ConflictSide;
  readonly lost: ConflictSide;
}

export interface ConflictSide {
  /** Undefined where it is gone. */
  readonly value: unknown;
  readonly by?: string;
  /** Milliseconds since 1970, by the clock of whoever did it. */
  readonly at?: number;
}

/**
 * `not-a-ledger`: something else is on that branch. `ledger-of-other-project`: it has another name. `ledger-too-new`: only a newer
 * Drover reads it.
 */
export type LedgerJoinFailure = Failure<
  | "not-a-ledger"
  | "ledger-of-other-project"
  | "ledger-too-new"
  | "ledger-unreadable"
  | "ledger-unknown"
  | "ledger-write-failed"
  | "journal-stopped"
>;

export interface StoreHealth {
  /** Set once writing has stopped, for good. */
  readonly journal?: Failure<"journal-stopped">;
  readonly ledgers: readonly LedgerHealth[];
}

export interface LedgerHealth {
  readonly ledger: LedgerName;
  /** The commit that git holds; absent before the first. */
  readonly tip?: string;
  /** Events that are durable in the journal and not in git yet. */
  readonly waiting: number;
  /** Why the last attempt to write to git failed; it is tried again by itself. */
  readonly failure?: Failure<"ledger-write-failed">;
}

/** `not-allowed`: a guard said so. */
export type StoreFailure = Failure<"ledger-unknown" | "journal-stopped" | "not-allowed">;

/** `ledger-unreadable`: git could not be asked. `ledger-branch-blocked`: a branch `drover` stands where `drover/ledger` must. */
export type LedgerOpenFailure = Failure<"ledger-unreadable" | "ledger-branch-blocked">;

export interface LedgerOpened {
  readonly records: number;
  /** Damaged lines set aside, with where they are kept. */
  readonly quarantined: readonly Quarantined[];
}

/** One damaged line. `file` names the place for people, `keptAt` is the path of the copy. */
export interface Quarantined {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
  readonly keptAt: string;
}

/** Something a person should know and nothing has to be done about at once. */
export interface StoreNotice {
  readonly code: /** The last line of the journal was cut off by a crash; nobody was told that it is durable. */
    | "journal-tail-dropped"
    | "line-quarantined"
    /** Somebody committed on top of the ledger branch; what they changed counts. */
    | "ledger-edited"
    /** Another clone's ledger was put on the ledger branch; both are one now. */
    | "ledger-joined"
    /** Somebody moved, deleted or replaced the ledger branch; what they put there is kept under refs/drover/foreign/. */
    | "ledger-set-aside"
    /** A change of another clone has a clock far ahead of ours; it is taken in. */
    | "clock-ahead"
    /** The ledger was of an older format, and is of the current one now. */
    | "ledger-migrated"
    | "ledger-write-failed"
    | "journal-not-discarded"
    | "ledger-not-packed";
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}
