import type { LedgerName } from "../../../shared/model/event.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { type SortedList, createSortedList } from "./sorted-list.ts";

/**
 * How items wait for one another, and which could be started. Kept up to date: a change marks what it touches, and whoever asks
 * next has only that put in its place.
 */
export interface Readiness {
  /** Open items it waits for: those it is linked to by `blocks`, then its own open children. Unknown ids count as open. */
  blockedBy(id: string): readonly string[];
  /** Open items that wait for it by a `blocks` link. */
  unblocks(id: string): readonly string[];
  /** Ids of its children, in no order. */
  children(id: string): ReadonlySet<string>;
  /** What it waits for, open or not: the edges of the graph that must have no cycle. */
  waitsFor(id: string): readonly string[];
  /**
   * Open, unblocked, not deferred at `now`, and nobody's: the most urgent first, then what unblocks most, then the oldest.
   * Of one ledger, or of all. Must be used up before the next change.
   */
  ready(now: number, ledger?: LedgerName): Iterable<string>;
  [Symbol.dispose](): void;
}

interface ReadyKey {
  readonly id: string;
  readonly priority: number;
  readonly unblocks: number;
  readonly createdAt: number;
  readonly ledger: LedgerName;
  /** Not before this time; 0 for at once. */
  readonly from: number;
}

/** So many stale ones are put in place one by one in about a millisecond. */
const MANY = 500;

const NONE: ReadonlySet<string> = new Set();

export function createReadiness(table: RecordTable<WorkItem>): Readiness {
  /** By item: those with a `blocks` link to it. */
  const waiters = new Map<string, Set<string>>();
  const children = new Map<string, Set<string>>();
  const lists = new Map<LedgerName, SortedList<ReadyKey>>();
  /** Ready but for their time, soonest first. */
  const sleeping = createSortedList<ReadyKey>((a, b) => a.from - b.from || compareText(a.id, b.id));
  const keys = new Map<string, { readonly key: ReadyKey; readonly list: SortedList<ReadyKey> }>();

  /** Changed since they were last put in their place, which is done when somebody asks. */
  const stale = new Set<string>();

  const isOpen = (id: string) => table.get(id)?.status !== "closed";
  const openChildren = (id: string) => [...(children.get(id) ?? NONE)].filter(isOpen);
  /** A parent that was closed over open children still holds back whoever waits for it. */
  const isSettled = (id: string) => !isOpen(id) && openChildren(id).length === 0;
  const blockersOf = (item: WorkItem) => item.links.filter((link) => link.kind === "blocks").map((link) => link.to);
  const blockedBy = (item: WorkItem) => [...blockersOf(item).filter((to) => !isSettled(to)), ...openChildren(item.id)];
  const unblocks = (id: string) => [...(waiters.get(id) ?? NONE)].filter(isOpen);

  function place(id: string): void {
    const placed = keys.get(id);
    const key = keyOf(id);
    if (
      placed !== undefined &&
      key !== undefined &&
      key.from === placed.key.from &&
      compareReady(key, placed.key) === 0
    ) {
      return;
    }
    if (placed !== undefined) placed.list.remove(placed.key);
    if (key === undefined) keys.delete(id);
    else put(key, key.from > 0 ? sleeping : listOf(key.ledger));
  }

  /** Undefined for what is not ready, whatever the time. */
  function keyOf(id: string): ReadyKey | undefined {
    const item = table.get(id);
    if (item === undefined || item.status !== "open" || item.assignee !== undefined) return undefined;
    if (blockedBy(item).length > 0) return undefined;
    const { priority, createdAt, deferredUntil: from = 0 } = item;
    return { id, priority, unblocks: unblocks(id).length, createdAt, ledger: table.ledgerOf(id) ?? "workspace", from };
  }

  function put(key: ReadyKey, list: SortedList<ReadyKey>): void {
    list.add(key);
    keys.set(key.id, { key, list });
  }

  function refresh(): void {
    if (stale.size > MANY && stale.size > keys.size / 4) rebuild();
    else for (const id of stale) place(id);
    stale.clear();
  }

  /** One sort instead of many insertions, as after a ledger was opened. */
  function rebuild(): void {
    for (const id of stale) {
      const key = keyOf(id);
      if (key === undefined) keys.delete(id);
      else keys.set(id, { key, list: key.from > 0 ? sleeping : listOf(key.ledger) });
    }
    const byList = Map.groupBy(keys.values(), ({ list }) => list);
    for (const list of [sleeping, ...lists.values()]) list.reset((byList.get(list) ?? []).map(({ key }) => key));
  }

  function listOf(ledger: LedgerName): SortedList<ReadyKey> {
    let list = lists.get(ledger);
    if (list === undefined) lists.set(ledger, (list = createSortedList(compareReady)));
    return list;
  }

  function wake(now: number): void {
    for (let next = sleeping.first(); next !== undefined && next.from <= now; next = sleeping.first()) {
      sleeping.remove(next);
      put(next, listOf(next.ledger));
    }
  }

  function relink(before: WorkItem | undefined, after: WorkItem | undefined): void {
    const id = after?.id ?? before?.id ?? "";
    if (before !== undefined) {
      for (const to of blockersOf(before)) waiters.get(to)?.delete(id);
      if (before.parent !== undefined) children.get(before.parent)?.delete(id);
    }
    if (after !== undefined) {
      for (const to of blockersOf(after)) addTo(waiters, to, id);
      if (after.parent !== undefined) addTo(children, after.parent, id);
    }
  }

  function take(before: WorkItem | undefined, after: WorkItem | undefined): void {
    if (before?.links !== after?.links || before?.parent !== after?.parent) relink(before, after);
    const item = after ?? before;
    if (item === undefined) return;
    const touched = new Set([item.id]);
    const isTurned =
      before === undefined || after === undefined || (before.status === "closed") !== (after.status === "closed");
    for (const side of [before, after]) {
      // How much it unblocks orders what it waits for.
      if (side !== undefined && (isTurned || before?.links !== after?.links)) {
        for (const to of blockersOf(side)) touched.add(to);
      }
      if (side?.parent !== undefined && (isTurned || before?.parent !== after?.parent)) {
        touched.add(side.parent);
        for (const waiter of waiters.get(side.parent) ?? NONE) touched.add(waiter);
      }
    }
    if (isTurned) for (const waiter of waiters.get(item.id) ?? NONE) touched.add(waiter);
    for (const id of touched) stale.add(id);
  }

  for (const item of table.values()) take(undefined, item);
  const watching = table.watch(({ before, after }) => {
    take(before, after);
  });

  return {
    blockedBy(id) {
      const item = table.get(id);
      return item === undefined ? [] : blockedBy(item);
    },
    unblocks,
    children: (id) => children.get(id) ?? NONE,
    waitsFor(id) {
      const item = table.get(id);
      return [...(item === undefined ? [] : blockersOf(item)), ...(children.get(id) ?? NONE)];
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
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
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

function compareReady(a: ReadyKey, b: ReadyKey): number {
  return a.priority - b.priority || b.unblocks - a.unblocks || a.createdAt - b.createdAt || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function addTo(index: Map<string, Set<string>>, key: string, value: string): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([value]));
  else known.add(value);
}
