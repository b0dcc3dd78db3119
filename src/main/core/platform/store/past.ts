import type { LedgerEvent } from "../../../../shared/model/event.ts";
import type { Moment, ShownMoment } from "../../../../shared/model/moment.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Clock } from "../../base/clock.ts";
import { createPause, sortInSlices } from "../../base/slices.ts";
import { type CommitLine, createCommitLine } from "./past-commits.ts";
import { findEvent } from "./past-events.ts";
import { type PastBound, type PastLedger, readPastLedger } from "./past-ledger.ts";
import type { ReadShards } from "./past-shards.ts";
import { type PastStore, createPastStore } from "./past-store.ts";
import type { PastRecord } from "./past-table.ts";
import type { RecordStore } from "./record-store.ts";

export type PastFailure = Failure<"moment-unknown" | "past-unreadable">;

/** What was made of a moment. Immutable: what has been does not change. */
export interface OpenedPast<T> {
  readonly shown: ShownMoment;
  readonly value: T;
  /** For the next moments, which differ in a few shards only. */
  readonly shards: ReadShards;
}

/**
 * The state of all records at moments in the past, from git and the journal. For each ledger: the newest commit before the
 * moment, found by halving, and the events from there up to the moment, reduced as they were then.
 */
export interface Past {
  /** What a moment stands for, cut off at now: what is not over yet can still change. */
  boundOf(moment: Moment): Promise<Result<PastBound, PastFailure>>;
  /**
   * `build` gets a store with empty tables of which it declares those it wants; they are then filled, and watchers hear of
   * each record. The store refuses changes.
   */
  open<T>(
    bound: PastBound,
    build: (store: RecordStore) => T,
    known: ReadShards,
  ): Promise<Result<OpenedPast<T>, PastFailure>>;
}

export function createPast({ store, clock }: { readonly store: RecordStore; readonly clock: Clock }): Past {
  const lines = new Map<string, CommitLine>();

  function lineOf(source: PastLedger["source"]): CommitLine {
    let line = lines.get(source.ledger);
    if (line === undefined) lines.set(source.ledger, (line = createCommitLine(source.repository)));
    return line;
  }

  return {
    boundOf: (moment) =>
      readPast(async () => {
        if (typeof moment === "number") return ok({ at: Math.min(moment, clock.now()) });
        const seq = Number(moment.slice(1));
        if (seq === 0) return ok({ at: 0, seq });
        const event = await findEvent(store.pastSources(), seq);
        if (event !== undefined) return ok({ at: event.at, seq });
        return fail("moment-unknown", `There is no event ${moment}; the newest is #${store.lastSeq}.`, {
          remedy: "See what happened with `drover history`.",
        });
      }),
    open: (bound, build, known) =>
      readPast(async () => {
        const past = createPastStore(store, bound);
        const value = build(past.store);
        const ledgers: PastLedger[] = [];
        const kinds = past.tables().map((table) => table.kind);
        for (const source of store.pastSources()) {
          ledgers.push(await readPastLedger({ source, line: lineOf(source), bound, kinds, known }));
        }
        await fillRecords(past, ledgers);
        const unreadable = [...ledgers.flatMap((one) => one.unreadable), ...(await applyEvents(past, ledgers))];
        const shards = new Map(ledgers.flatMap(({ kinds: read }) => read.flatMap((one) => [...one.shards])));
        return ok({ shown: { ...bound, ...(unreadable.length === 0 ? {} : { unreadable }) }, value, shards });
      }),
  };
}

/** In the order of creation over all ledgers. */
async function fillRecords(past: PastStore, ledgers: readonly PastLedger[]): Promise<void> {
  const pause = createPause();
  for (const table of past.tables()) {
    const records: { readonly ledger: string; readonly record: PastRecord }[] = [];
    for (const { source, kinds } of ledgers) {
      const shards = kinds.find(({ kind }) => kind === table.kind)?.shards.values() ?? [];
      for (const shard of shards) {
        for (const record of shard.records) records.push({ ledger: source.ledger, record });
        for (const grave of shard.graves) table.bury(grave);
      }
      await pause();
    }
    const sorted = await sortInSlices(
      records,
      ({ record: a }, { record: b }) => compareText(a.born, b.born) || compareText(a.id, b.id),
    );
    for (const { ledger, record } of sorted) {
      table.put(ledger, record);
      const due = pause();
      if (due !== undefined) await due;
    }
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the order they were appended. One that cannot be reduced is left out and said. */
async function applyEvents(past: PastStore, ledgers: readonly PastLedger[]): Promise<string[]> {
  const pause = createPause();
  const tables = new Map(past.tables().map((table) => [table.kind.kind, table]));
  const unreadable: string[] = [];
  const events = ledgers.flatMap((one) => one.events);
  for (const event of await sortInSlices(events, (a, b) => a.at - b.at || a.seq - b.seq)) {
    try {
      tables.get(event.kind)?.apply(event);
    } catch (error) {
      unreadable.push(`${nameOf(event)}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const due = pause();
    if (due !== undefined) await due;
  }
  return unreadable;
}

function nameOf({ ledger, seq, type }: LedgerEvent): string {
  return `${ledger} ledger, event ${seq} (${type})`;
}

/** Git that cannot be asked is an expected failure of looking back. */
export async function readPast<T, E extends Failure = never>(
  read: () => Promise<Result<T, E>>,
): Promise<Result<T, E | Failure<"past-unreadable">>> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail("past-unreadable", `The past cannot be read: ${reason}`, {
      remedy: "Check the ledger with `drover ledger fsck`.",
    });
  }
}
