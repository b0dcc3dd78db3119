import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Filter } from "../../lib/item-filter/filter.ts";
import { matchesFilter } from "../../lib/item-filter/matches.ts";
import { hasWords, wordsOf } from "../../lib/item-search.ts";
import { type ColumnId, COLUMNS, columnOf } from "../../lib/moves/columns.ts";
import { WORKSPACE_SCOPE } from "../../lib/names.ts";

export const SORTS = ["priority", "updated", "oldest", "due", "title"] as const;
export type Sort = (typeof SORTS)[number];

export const sortLabel: Readonly<Record<Sort, string>> = {
  priority: "Priority, then oldest",
  updated: "Last changed",
  oldest: "Oldest",
  due: "Due",
  title: "Title",
};

export interface BoardFilter {
  readonly text: string;
  readonly convoy: string | undefined;
  /** A project's name, or WORKSPACE_SCOPE. */
  readonly project: string | undefined;
  /** Identity path. */
  readonly agent: string | undefined;
  /** Everything else: what a saved filter keeps. */
  readonly more: Filter;
}

export const NO_FILTER: BoardFilter = { text: "", convoy: undefined, project: undefined, agent: undefined, more: {} };

export function isFiltered(filter: BoardFilter): boolean {
  const isNarrowed = filter.project !== undefined || filter.agent !== undefined;
  return filter.text.trim() !== "" || isNarrowed || Object.keys(filter.more).length > 0;
}

export type Columns = Readonly<Record<ColumnId, readonly ItemView[]>>;

/** What a filter lets through. `now` in milliseconds since 1970. */
export function narrowed(items: readonly ItemView[], filter: BoardFilter, now: number): readonly ItemView[] {
  const words = wordsOf(filter.text);
  const matches = matchesFilter(filter.more, now);
  return items.filter((item) => isWanted(item, filter) && matches(item) && hasWords(item, words));
}

/** Cards by column, in their order; the finished ones newest first, whatever the order of the others. */
export function groupItems(items: readonly ItemView[], sort: Sort = "priority"): Columns {
  const columns: Record<ColumnId, ItemView[]> = {
    blocked: [],
    ready: [],
    progress: [],
    review: [],
    merging: [],
    landed: [],
    closed: [],
  };
  for (const item of items) columns[columnOf(item)].push(item);
  for (const column of COLUMNS) {
    columns[column].sort(column === "landed" || column === "closed" ? byClosing : COMPARE[sort]);
  }
  return columns;
}

function isWanted(item: ItemView, filter: BoardFilter): boolean {
  if (filter.convoy !== undefined && !item.convoys.includes(filter.convoy)) return false;
  if (filter.project !== undefined && (item.project ?? WORKSPACE_SCOPE) !== filter.project) return false;
  return filter.agent === undefined || item.hookedBy === filter.agent || item.assignee === filter.agent;
}

type Compare = (a: ItemView, b: ItemView) => number;

const byId: Compare = (a, b) => (a.id < b.id ? -1 : 1);
const COMPARE: Readonly<Record<Sort, Compare>> = {
  priority: (a, b) => a.priority - b.priority || a.createdAt - b.createdAt || byId(a, b),
  updated: (a, b) => b.updatedAt - a.updatedAt || byId(a, b),
  oldest: (a, b) => a.createdAt - b.createdAt || byId(a, b),
  due: (a, b) => (a.dueAt ?? Number.MAX_VALUE) - (b.dueAt ?? Number.MAX_VALUE) || COMPARE.priority(a, b),
  title: (a, b) => compareTexts(a.title, b.title) || byId(a, b),
};

const collator = new Intl.Collator("en", { numeric: true });

function compareTexts(a: string, b: string): number {
  return collator.compare(a, b);
}

function byClosing(a: ItemView, b: ItemView): number {
  return (b.closedAt ?? b.updatedAt) - (a.closedAt ?? a.updatedAt) || byId(a, b);
}
