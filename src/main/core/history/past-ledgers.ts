import type { Moment, ShownMoment } from "../../../shared/model/moment.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import type { Ledger } from "../ledger/index.ts";
import { type OpenedPast, type Past, type PastFailure, createPast } from "../platform/store/past.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

/** The items of a moment, to be read as one reads the live ones; what would change them throws. */
export interface PastLedgerView {
  readonly ledger: Ledger;
  readonly shown: ShownMoment;
}

export interface PastLedgersDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** A ledger over a store and a time of the past, which knows nothing but items. */
  ledgerOver(store: RecordStore, clock: Clock): Ledger;
}

export interface PastLedgers {
  at(moment: Moment): Promise<Result<PastLedgerView, PastFailure>>;
  boundOf: Past["boundOf"];
  [Symbol.dispose](): void;
}

/** As many as somebody who goes back and forth looks at; each holds what it does not share with the others. */
const KEPT = 4;
/** And so long after somebody last looked: memory is for the present. */
const KEEP_MS = 5 * 60_000;

interface Kept {
  readonly opened: Promise<Result<OpenedPast<Ledger>, PastFailure>>;
  usedAt: number;
}

/** Keeps the moments that were looked at last, which share what did not change between them. */
export function createPastLedgers({ store, clock, ledgerOver }: PastLedgersDeps): PastLedgers {
  const past: Past = createPast({ store, clock });
  const kept = new Map<string, Kept>();
  let timer: Disposable | undefined;

  function drop(key: string): void {
    const gone = kept.get(key);
    kept.delete(key);
    void gone?.opened.then((opened) => {
      if (opened.ok) opened.value.value[Symbol.dispose]();
    });
  }

  function dropOld(): void {
    timer = undefined;
    for (const [key, { usedAt }] of kept) if (clock.now() - usedAt >= KEEP_MS) drop(key);
    if (kept.size > 0) timer = clock.after(KEEP_MS, dropOld);
  }

  async function open(moment: Moment): Promise<Result<OpenedPast<Ledger>, PastFailure>> {
    const bound = await past.boundOf(moment);
    if (!bound.ok) return bound;
    // A ledger that is opened later brings its own past.
    const names = store.pastSources().map((source) => source.ledger);
    const key = [bound.value.at, bound.value.seq ?? "", ...names].join(" ");
    const known = kept.get(key);
    if (known !== undefined) {
      known.usedAt = clock.now();
      return known.opened;
    }
    const shards = await sharedShards();
    const still: Clock = { now: () => bound.value.at, after: () => ({ [Symbol.dispose]() {} }) };
    const opened = past.open(bound.value, (old) => ledgerOver(old, still), shards);
    // What is not over yet can still change; what failed may succeed the next time.
    const isOver = bound.value.at < clock.now();
    if (isOver) kept.set(key, { opened, usedAt: clock.now() });
    const oldest = [...kept].toSorted(([, a], [, b]) => a.usedAt - b.usedAt)[0]?.[0];
    if (kept.size > KEPT && oldest !== undefined) drop(oldest);
    timer ??= clock.after(KEEP_MS, dropOld);
    const done = await opened;
    if (!done.ok) kept.delete(key);
    return done;
  }

  async function sharedShards(): Promise<OpenedPast<Ledger>["shards"]> {
    const newest = [...kept.values()].toSorted((a, b) => b.usedAt - a.usedAt)[0];
    const opened = await newest?.opened;
    return opened?.ok === true ? opened.value.shards : new Map();
  }

  return {
    boundOf: past.boundOf,
    async at(moment) {
      const opened = await open(moment);
      return opened.ok ? ok({ ledger: opened.value.value, shown: opened.value.shown }) : opened;
    },
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]();
      for (const key of kept.keys()) drop(key);
    },
  };
}
