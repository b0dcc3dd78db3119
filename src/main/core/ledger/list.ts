import type { ItemFilter } from "../../../shared/contract/item.ts";
import type { ItemFacet } from "../../../shared/model/item-words.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { ItemView, WorkItem } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import { type Counts, countItems, valuesOf } from "./count.ts";
import type { ItemRefFailure } from "./ids.ts";
import type { LedgerService } from "./service.ts";

type Test = (item: WorkItem) => boolean;
type Compare = (a: WorkItem, b: WorkItem) => number;

export interface ItemLists {
  /** All that a filter lets through, in no order. */
  select(filter: ItemFilter): Promise<Result<WorkItem[], ItemRefFailure>>;
  /** Part of them, in the filter's order, and how many there are. */
  page(
    filter: ItemFilter,
    part: PageWanted,
  ): Promise<Result<{ readonly items: ItemView[]; readonly total: number }, ItemRefFailure>>;
  /** How many there are under each value of those facets. */
  count(
    filter: ItemFilter,
    by: readonly ItemFacet[],
  ): Promise<Result<{ readonly total: number; readonly facets: Counts }, ItemRefFailure>>;
}

export interface PageWanted {
  readonly offset: number;
  readonly limit: number;
  /** Of those alone that are counted under that value. */
  readonly within?: { readonly by: ItemFacet; readonly value: string | null } | undefined;
}

/** Up to here the first few are picked while looking through; beyond, all are sorted. */
const PICKED = 1_000;

export function createItemLists(items: LedgerService, clock: Clock): ItemLists {
  const isReady = (id: string) => items.readiness.isReady(id, clock.now());
  const viewOf = (item: WorkItem): ItemView => {
    const view = items.view(item.id);
    if (view === undefined) throw new Error(`Item ${item.id} vanished while it was answered.`);
    return view;
  };

  /** What can be told from the item alone comes first: it is asked of a hundred thousand. */
  async function testsOf(filter: ItemFilter): Promise<Result<Test[], ItemRefFailure>> {
    const parent = filter.parent === undefined ? undefined : items.resolve(filter.parent);
    if (parent?.ok === false) return parent;
    const tests = [...plainTests(filter, clock.now()), ...orders(filter)];
    if (parent !== undefined) tests.push((item) => item.parent === parent.value.id);
    if (filter.text !== undefined && filter.text.trim() !== "") {
      const found = new Set(await items.search.find(filter.text));
      tests.unshift((item) => found.has(item.id));
    }
    return ok(tests);
  }

  function orders({ project, ready, blocked, stage, convoy }: ItemFilter): Test[] {
    const tests: Test[] = [];
    if (project !== undefined) tests.push((item) => (items.projectOf(item.id) ?? "workspace") === project);
    if (ready !== undefined) tests.push((item) => isReady(item.id) === ready);
    if (blocked !== undefined) {
      tests.push((item) => (item.status !== "closed" && items.readiness.waits(item.id).length > 0) === blocked);
    }
    if (stage !== undefined) {
      const wanted = new Set(stage);
      tests.push((item) => wanted.has(stageOf(item)));
    }
    if (convoy !== undefined) tests.push((item) => viewOf(item).convoys.includes(convoy));
    return tests;
  }

  /** What is closed needs no look at others. */
  function stageOf(item: WorkItem): ItemView["stage"] {
    if (item.status === "closed") return item.landedCommit === undefined ? "closed" : "landed";
    return viewOf(item).stage;
  }

  const facets = { stageOf, projectOf: (id: string) => items.projectOf(id) };

  async function select(filter: ItemFilter): Promise<Result<WorkItem[], ItemRefFailure>> {
    const tests = await testsOf(filter);
    if (!tests.ok) return tests;
    const found: WorkItem[] = [];
    next: for (const item of items.values()) {
      for (const test of tests.value) if (!test(item)) continue next;
      found.push(item);
    }
    return ok(found);
  }

  async function compareOf({ sort, reverse = false, text = "" }: ItemFilter): Promise<Compare> {
    const isRanked = sort === undefined && text.trim() !== "";
    const compare = isRanked ? await byMatch(text) : sort === "ready" ? byReadiness() : COMPARE[sort ?? "updated"];
    const sign = reverse ? -1 : 1;
    // Ids last, so that two pages never show the same item.
    return (a, b) => sign * compare(a, b) || compareText(a.id, b.id);
  }

  function byReadiness(): Compare {
    const compare = byRank(items.readiness.ready(clock.now()));
    return (a, b) => compare(a, b) || COMPARE.priority(a, b);
  }

  async function byMatch(text: string): Promise<Compare> {
    return byRank(await items.search.find(text));
  }

  return {
    select,
    async page(filter, { offset, limit, within }) {
      const selected = await select(filter);
      if (!selected.ok) return selected;
      const found =
        within === undefined
          ? selected.value
          : selected.value.filter((item) => valuesOf(item, within.by, facets).includes(within.value));
      const compare = await compareOf(filter);
      const end = offset + limit;
      const first = end <= PICKED ? pickFirst(found, end, compare) : found.toSorted(compare);
      // One may have been deleted while words were looked for.
      const views = first.slice(offset, end).map((item) => items.view(item.id));
      return ok({ items: views.filter((one) => one !== undefined), total: found.length });
    },
    async count(filter, by) {
      const found = await select(filter);
      if (!found.ok) return found;
      const titleOf = (id: string) => items.get(id)?.title;
      return ok({ total: found.value.length, facets: countItems(found.value, by, { ...facets, titleOf }) });
    },
  };
}

/** In the order of the ids; what is not among them comes last. */
function byRank(ids: Iterable<string>): Compare {
  const ranks = new Map<string, number>();
  for (const id of ids) ranks.set(id, ranks.size);
  const rank = (item: WorkItem) => ranks.get(item.id) ?? Number.MAX_SAFE_INTEGER;
  return (a, b) => rank(a) - rank(b);
}

/** One test for each part of the filter that an item answers by itself. */
function plainTests(filter: ItemFilter, now: number): Test[] {
  const tests: Test[] = [];
  const test = <T>(value: T | undefined, make: (value: T) => Test) => {
    if (value !== undefined) tests.push(make(value));
  };
  const hidesClosed = filter.all !== true && filter.status === undefined && filter.stage === undefined;
  if (hidesClosed) tests.push((item) => item.status !== "closed");
  test(filter.status, (wanted) => (item) => {
    return wanted.includes(item.status) || (item.customStatus !== undefined && wanted.includes(item.customStatus));
  });
  test(filter.type, (wanted) => (item) => wanted.includes(item.type));
  test(filter.labels, (wanted) => (item) => wanted.every((label) => item.labels.includes(label)));
  test(filter.anyLabel, (wanted) => (item) => wanted.some((label) => item.labels.includes(label)));
  test(filter.noLabel, (wanted) => (item) => !wanted.some((label) => item.labels.includes(label)));
  test(
    filter.priority,
    ({ from, to }) =>
      (item) =>
        item.priority >= from && item.priority <= to,
  );
  test(filter.assignee, (wanted) => (item) => item.assignee === wanted);
  test(filter.unassigned, (wanted) => (item) => (item.assignee === undefined) === wanted);
  test(filter.createdBy, (wanted) => (item) => item.createdBy === wanted);
  test(filter.updatedSince, (time) => (item) => item.updatedAt >= time);
  test(filter.updatedBefore, (time) => (item) => item.updatedAt < time);
  test(filter.createdSince, (time) => (item) => item.createdAt >= time);
  test(filter.createdBefore, (time) => (item) => item.createdAt < time);
  test(filter.dueBefore, (time) => (item) => item.dueAt !== undefined && item.dueAt < time);
  test(filter.overdue, (wanted) => (item) => isOverdue(item, now) === wanted);
  test(filter.externalRef, (wanted) => (item) => item.externalRef === wanted);
  test(filter.noParent, (wanted) => (item) => (item.parent === undefined) === wanted);
  return tests;
}

function isOverdue(item: WorkItem, now: number): boolean {
  return item.dueAt !== undefined && item.dueAt < now && item.status !== "closed";
}

const COMPARE = {
  updated: (a, b) => b.updatedAt - a.updatedAt || b.createdAt - a.createdAt,
  created: (a, b) => b.createdAt - a.createdAt,
  priority: (a, b) => a.priority - b.priority || a.createdAt - b.createdAt,
  title: (a, b) => compareText(a.title, b.title),
  id: (a, b) => compareText(a.id, b.id),
  // What is not due at all comes last.
  due: (a, b) => (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER),
} satisfies Record<string, Compare>;

/** The first `count` in order, in one pass: most items are behind the last one picked and cost one comparison. */
export function pickFirst<T>(all: readonly T[], count: number, compare: (a: T, b: T) => number): T[] {
  const picked: T[] = [];
  for (const item of all) {
    const last = picked[count - 1];
    if (last !== undefined && compare(item, last) >= 0) continue;
    let low = 0;
    let high = picked.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = picked[middle];
      if (other !== undefined && compare(other, item) <= 0) low = middle + 1;
      else high = middle;
    }
    picked.splice(low, 0, item);
    if (picked.length > count) picked.pop();
  }
  return picked;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
