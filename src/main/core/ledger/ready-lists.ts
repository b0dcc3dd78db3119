import type { LedgerName } from "../../../shared/model/event.ts";
import { type SortedList, createSortedList } from "./sorted-list.ts";

/** What is ready but for its time, and what decides its place. */
export interface ReadyKey {
  readonly id: string;
  readonly priority: number;
  readonly unblocks: number;
  readonly createdAt: number;
  readonly ledger: LedgerName;
  /** Not before this time, in milliseconds since 1970; 0 for at once. */
  readonly from: number;
}

/** The items that could be started, in their order: a list for each ledger, and those that only wait for their time. */
export interface ReadyLists {
  /** To be put in its place anew when somebody asks. */
  touch(id: string): void;
  /** The same for all that there are. */
  touchAll(): void;
  isReady(id: string, now: number): boolean;
  ready(now: number, ledger?: LedgerName): Iterable<string>;
  /** When the next one wakes; undefined when none sleeps. */
  nextTime(now: number): number | undefined;
}

/** So many stale ones are put in place one by one in about a millisecond. */
const MANY = 500;

/** `keyOf` answers undefined for what is not ready, whatever the time; `all` are the keys of all items that have one. */
export function createReadyLists(
  keyOf: (id: string) => ReadyKey | undefined,
  all: () => Iterable<ReadyKey>,
): ReadyLists {
  const lists = new Map<LedgerName, SortedList<ReadyKey>>();
  const sleeping = createSortedList<ReadyKey>((a, b) => a.from - b.from || compareText(a.id, b.id));
  const keys = new Map<string, { readonly key: ReadyKey; readonly list: SortedList<ReadyKey> }>();
  const stale = new Set<string>();
  let isAllStale = false;
  /** The latest time that was asked for: what came before it has woken. */
  let wokenAt = 0;

  function place(id: string): void {
    const placed = keys.get(id);
    const key = keyOf(id);
    const isSame =
      placed !== undefined && key !== undefined && key.from === placed.key.from && compareReady(key, placed.key) === 0;
    if (isSame) return;
    if (placed !== undefined) placed.list.remove(placed.key);
    if (key === undefined) keys.delete(id);
    else put(key, listFor(key));
  }

  function put(key: ReadyKey, list: SortedList<ReadyKey>): void {
    list.add(key);
    keys.set(key.id, { key, list });
  }

  function refresh(): void {
    if (isAllStale || (stale.size > MANY && stale.size > keys.size / 4)) rebuild();
    else for (const id of stale) place(id);
    stale.clear();
  }

  /** One sort instead of many insertions, as after a ledger was opened. */
  function rebuild(): void {
    if (isAllStale) {
      keys.clear();
      for (const key of all()) keys.set(key.id, { key, list: listFor(key) });
    } else {
      for (const id of stale) {
        const key = keyOf(id);
        if (key === undefined) keys.delete(id);
        else keys.set(id, { key, list: listFor(key) });
      }
    }
    isAllStale = false;
    const byList = Map.groupBy(keys.values(), ({ list }) => list);
    for (const list of [sleeping, ...lists.values()]) {
      list.reset(inRuns((byList.get(list) ?? []).map(({ key }) => key)));
    }
  }

  function listFor(key: ReadyKey): SortedList<ReadyKey> {
    return key.from > wokenAt ? sleeping : listOf(key.ledger);
  }

  function listOf(ledger: LedgerName): SortedList<ReadyKey> {
    let list = lists.get(ledger);
    if (list === undefined) lists.set(ledger, (list = createSortedList(compareReady)));
    return list;
  }

  /** A clock that was put back sends those to sleep again whose time is to come. */
  function wake(now: number): void {
    if (now < wokenAt) {
      wokenAt = now;
      for (const { key, list } of [...keys.values()]) {
        if (key.from <= now || list === sleeping) continue;
        list.remove(key);
        put(key, sleeping);
      }
    }
    wokenAt = now;
    for (let next = sleeping.first(); next !== undefined && next.from <= now; next = sleeping.first()) {
      sleeping.remove(next);
      put(next, listOf(next.ledger));
    }
  }

  return {
    touch(id) {
      if (!isAllStale) stale.add(id);
    },
    touchAll() {
      isAllStale = true;
      stale.clear();
    },
    isReady(id, now) {
      refresh();
      const placed = keys.get(id);
      return placed !== undefined && placed.key.from <= now;
    },
    *ready(now, ledger) {
      refresh();
      wake(now);
      if (ledger !== undefined) {
        for (const key of lists.get(ledger) ?? []) yield key.id;
        return;
      }
      yield* merge([...lists.values()]);
    },
    nextTime(now) {
      refresh();
      wake(now);
      return sleeping.first()?.from;
    },
  };
}

/** A few lists in order become one in order; only as much is looked at as is taken. */
function* merge(lists: readonly SortedList<ReadyKey>[]): Generator<string> {
  const heads = lists.map((list) => {
    const rest = list[Symbol.iterator]();
    return { rest, next: rest.next() };
  });
  for (;;) {
    let best: (typeof heads)[number] | undefined;
    for (const head of heads) {
      if (head.next.done === true) continue;
      if (best === undefined || best.next.done === true || compareReady(head.next.value, best.next.value) < 0) {
        best = head;
      }
    }
    if (best === undefined || best.next.done === true) return;
    yield best.next.value.id;
    best.next = best.rest.next();
  }
}

/** Items come in the order of their creation: put together by what comes before that, they hardly need sorting. */
function inRuns(keys: readonly ReadyKey[]): readonly ReadyKey[] {
  const runs = Map.groupBy(keys, ({ priority, unblocks }) => priority * 2 ** 32 - unblocks);
  return [...runs].toSorted(([a], [b]) => a - b).flatMap(([, run]) => run);
}

/** The order of what is ready. */
function compareReady(a: ReadyKey, b: ReadyKey): number {
  return a.priority - b.priority || b.unblocks - a.unblocks || a.createdAt - b.createdAt || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
