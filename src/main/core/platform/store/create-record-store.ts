import { mkdirSync } from "node:fs";
import path from "node:path";
import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { type Failure, type Result, err, fail, ok } from "../../../../shared/model/result.ts";
import type { Clock } from "../../base/clock.ts";
import { encodeJournalLine, placeEvent, stampOf } from "./event-codec.ts";
import { createEventRing } from "./event-ring.ts";
import type { GitRunner } from "./git-access.ts";
import { Journal } from "./journal.ts";
import type { JournalDisk } from "./journal-disk.ts";
import { type JournalContents, readJournal } from "./journal-files.ts";
import { createKindRegistry } from "./kind-registry.ts";
import { type LedgerShelf, createLedgerShelf } from "./ledger-shelf.ts";
import { createQuarantine } from "./quarantine.ts";
import { createHybridClock } from "./merge/hybrid-clock.ts";
import type { Decision, RecordStore, StoreFailure, StoreNotice } from "./record-store.ts";
import type { WorkspaceLock } from "./workspace-lock.ts";

export interface RecordStoreDeps {
  /** Proof that nobody else writes the workspace; must outlive the store. Everything lies in its `.drover/`. */
  readonly lock: WorkspaceLock;
  readonly git: GitRunner;
  readonly clock: Clock;
  /** The human who owns the workspace: committer of every commit. */
  readonly owner: { readonly name: string; readonly email: string };
  readonly notice: (notice: StoreNotice) => void;
  /** Sizes, for tests. */
  readonly limits?: Partial<StoreLimits>;
  /** What the journal is written with; the real one unless a test has one that fails. */
  readonly disk?: JournalDisk;
}

export interface StoreLimits {
  /** Size of a journal file: a few thousand events, so that deleting and reading one is quick. */
  readonly segmentBytes: number;
  /** Events kept for clients that come back, in memory. */
  readonly ringEvents: number;
  /** Events kept in the journal for them although git has them, so that they may come back after a restart too. */
  readonly keptEvents: number;
}

const LIMITS: StoreLimits = { segmentBytes: 1024 * 1024, ringEvents: 20_000, keptEvents: 5_000 };

export type StoreOpenFailure = Failure<"workspace-not-writable" | "journal-unreadable">;

/** Reads the journal; ledgers are then opened one by one. The caller closes the store and, after it, gives the lock back. */
export function createRecordStore(deps: RecordStoreDeps): Result<RecordStore, StoreOpenFailure> {
  if (!deps.lock.isHeld) throw new Error("The workspace lock was given back before the store was made.");
  const home = path.join(deps.lock.workspaceDir, ".drover");
  const dir = path.join(home, "journal");
  const quarantine = createQuarantine({ dir: path.join(home, "quarantine"), notice: deps.notice });
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    return fail("workspace-not-writable", `${dir} cannot be made: ${reasonOf(error)}`, {
      remedy: "Check the folder's permissions and the free space.",
    });
  }
  try {
    return ok(openStore(deps, { dir, quarantine, read: readJournal(dir, { quarantine, notice: deps.notice }) }));
  } catch (error) {
    return fail("journal-unreadable", `The journal in ${dir} cannot be read: ${reasonOf(error)}`, {
      remedy: "Nothing was changed. Check the folder and the disk, then start again.",
    });
  }
}

interface Opened {
  readonly dir: string;
  readonly quarantine: ReturnType<typeof createQuarantine>;
  readonly read: JournalContents;
}

function openStore(deps: RecordStoreDeps, { dir, quarantine, read }: Opened): RecordStore {
  const limits = { ...LIMITS, ...deps.limits };
  const kinds = createKindRegistry(read.stream);
  const hybrid = createHybridClock();
  const listeners = new Set<(event: LedgerEvent) => void>();
  const guards = new Set<Parameters<RecordStore["guard"]>[0]>();
  const ring = createEventRing(limits.ringEvents, (read.segments[0]?.firstSeq ?? 1) - 1, read.events);
  /** Appended and not yet on the disk, oldest first. */
  let unsynced: { readonly event: LedgerEvent; readonly undo: () => void }[] = [];
  let waiters: { readonly seq: number; readonly settle: (isDurable: boolean) => void }[] = [];
  let appendedSeq = read.lastSeq;
  let publishedSeq = read.lastSeq;
  /** Git holds numbers up to this one, which a journal that lost its end does not know of: they are not given away again. */
  let heldSeq = 0;
  let appendedAt = read.events.at(-1)?.at ?? 0;
  let stopped: Failure<"journal-stopped"> | undefined;
  let isClosed = false;

  const journal = new Journal({
    dir,
    stream: read.stream,
    segments: read.segments,
    lastSeq: read.lastSeq,
    segmentBytes: limits.segmentBytes,
    durable: publish,
    stopped: takeBack,
    intruded: () => deps.lock.intruded,
    ...(deps.disk === undefined ? {} : { disk: deps.disk }),
  });

  const shelf: LedgerShelf = createLedgerShelf({
    ...deps,
    stream: read.stream,
    kinds,
    quarantine,
    journaled: read.events,
    durable: () => durable(appendedSeq),
    appendedSeq: () => appendedSeq,
    held(seq) {
      heldSeq = Math.max(heldSeq, seq);
    },
    observe(stamp) {
      hybrid.observe(stamp);
    },
    written: () => {
      discarding = discarding.then(discard);
    },
  });

  for (const event of read.events) hybrid.observe(stampOf(event));

  function publish(seq: number): void {
    const count = unsynced.findIndex(({ event }) => event.seq > seq);
    const published = count < 0 ? unsynced : unsynced.slice(0, count);
    unsynced = count < 0 ? [] : unsynced.slice(count);
    publishedSeq = seq;
    for (const { event } of published) {
      ring.push(event);
      for (const listener of listeners) listener(event);
    }
    settleUpTo(seq, true);
  }

  /** Memory goes back to what the disk has, so that nobody sees what was refused. */
  function takeBack(failure: Failure<"journal-stopped">): void {
    stopped = failure;
    for (const { undo } of unsynced.toReversed()) undo();
    unsynced = [];
    appendedSeq = publishedSeq;
    shelf.forget(publishedSeq);
    settleUpTo(Number.POSITIVE_INFINITY, false);
  }

  function settleUpTo(seq: number, isDurable: boolean): void {
    const due = waiters.filter((waiter) => waiter.seq <= seq);
    if (due.length === 0) return;
    waiters = waiters.filter((waiter) => waiter.seq > seq);
    for (const waiter of due) waiter.settle(isDurable);
  }

  function durable(seq: number): Promise<boolean> {
    if (seq <= publishedSeq) return Promise.resolve(true);
    if (stopped !== undefined) return Promise.resolve(false);
    return new Promise((settle) => {
      waiters.push({ seq, settle });
    });
  }

  /** Runs one after the other; the last of them is awaited when the store closes. */
  let discarding: Promise<void> = Promise.resolve();
  async function discard(): Promise<void> {
    const oldest = journal.oldestDiscardable;
    const limit = Math.min(shelf.writtenSeq, publishedSeq - limits.keptEvents);
    if (oldest === undefined || oldest > limit) return;
    try {
      await shelf.syncNames();
      await journal.discard(limit);
    } catch (error) {
      const message = `Journal files that git has made unnecessary could not be deleted from ${dir}: ${reasonOf(error)}`;
      deps.notice({ code: "journal-not-discarded", message, details: { dir } });
    }
  }

  /** All or none: when a reducer throws, those before it are taken back. */
  function append(decision: Decision<unknown>): LedgerEvent[] {
    const done: { event: LedgerEvent; json: string; undo: () => void }[] = [];
    const before = Math.max(appendedSeq, heldSeq);
    try {
      for (const draft of decision.events) {
        const at = Math.max(deps.clock.now(), appendedAt);
        const place = { seq: before + done.length + 1, at, moment: hybrid.next(at) };
        const { event, json } = placeEvent(draft, place);
        done.push({ event, json, undo: kinds.apply(event) });
      }
    } catch (error) {
      for (const { undo } of done.toReversed()) undo();
      throw error;
    }
    appendedSeq = done.at(-1)?.event.seq ?? appendedSeq;
    appendedAt = done.at(-1)?.event.at ?? appendedAt;
    for (const entry of done) {
      unsynced.push(entry);
      shelf.note(entry.event);
    }
    if (done.length > 0) journal.append(done.map(({ json }) => encodeJournalLine(json)).join(""), appendedSeq);
    return done.map(({ event }) => event);
  }

  return {
    table: (kind) => kinds.declare(kind, (stored) => shelf.declared(stored)),
    async commit<V, E extends Failure>(decide: () => Result<Decision<V>, E>): Promise<Result<V, E | StoreFailure>> {
      if (isClosed) throw new Error("The record store is closed.");
      if (stopped !== undefined) return err(stopped);
      const decided = decide();
      if (!decided.ok) return decided;
      const closed = decided.value.events.find((event) => !shelf.has(event.ledger));
      if (closed !== undefined) return err(ledgerUnknown(closed.ledger));
      for (const refuse of guards) {
        const refused = refuse(decided.value.events);
        if (refused !== undefined) return err(refused);
      }
      const value = decided.value.result(append(decided.value));
      if (await durable(appendedSeq)) return ok(value);
      return err(stopped ?? ledgerUnknown("journal"));
    },
    guard(refuse) {
      guards.add(refuse);
      return {
        [Symbol.dispose]() {
          guards.delete(refuse);
        },
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
    eventsAfter: (seq, limit) => (seq > publishedSeq ? undefined : ring.after(seq, limit)),
    trail: (ledger, kind, id) => shelf.trail({ ledger, kind, id }, publishedSeq),
    get lastSeq() {
      return publishedSeq;
    },
    pastSources: () => shelf.sources(publishedSeq),
    openLedger: (name, gitDir) => shelf.open(name, gitDir),
    get health() {
      return { ledgers: shelf.health(), ...(stopped === undefined ? {} : { journal: stopped }) };
    },
    flush: () => shelf.flush(),
    joinLedger: (name, commit, options) => shelf.join(name, commit, options?.dryRun === true),
    async [Symbol.asyncDispose]() {
      if (isClosed) return;
      isClosed = true;
      await shelf.close();
      await discarding;
      await journal.close();
    },
  };
}

function ledgerUnknown(ledger: LedgerName): StoreFailure {
  return { code: "ledger-unknown", message: `The ledger ${ledger} is not open.`, details: { ledger } };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
