import type { ItemStage, ItemFacet } from "../../../shared/model/item-words.ts";
import type { Filter } from "../../lib/item-filter/filter.ts";
import type { ItemQuery } from "../../lib/server-state/item-pages.ts";
import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";

export type Sort = NonNullable<ItemQuery["sort"]>;

export const GROUPINGS = [
  "stage",
  "priority",
  "assignee",
  "project",
  "parent",
  "label",
  "type",
] as const satisfies readonly ItemFacet[];
export type Grouping = (typeof GROUPINGS)[number];

export const groupingLabel: Readonly<Record<Grouping, string>> = {
  stage: "Stage",
  priority: "Priority",
  assignee: "Assignee",
  project: "Project",
  parent: "Epic",
  label: "Label",
  type: "Type",
};

/** How the backlog is looked at. */
export interface View {
  readonly filter: Filter;
  readonly text: string;
  /** Without it: the best match first while there are words, else the last changed first. */
  readonly sort: Sort | undefined;
  readonly isReversed: boolean;
  readonly grouping: Grouping | undefined;
}

const IN_FLIGHT: ItemStage[] = ["queued", "in-progress", "review", "merging"];

/** Filters that everybody has. */
export const PRESETS = [
  { name: "ready", label: "Ready", filter: { stage: ["ready"] } },
  { name: "open", label: "Open", filter: {} },
  { name: "in-flight", label: "In flight", filter: { stage: IN_FLIGHT } },
  { name: "blocked", label: "Blocked", filter: { stage: ["blocked"] } },
  { name: "deferred", label: "Deferred", filter: { stage: ["deferred"] } },
  { name: "overdue", label: "Overdue", filter: { overdue: true } },
  { name: "landed", label: "Landed", filter: { stage: ["landed"] } },
  { name: "closed", label: "Closed", filter: { status: ["closed"] } },
  { name: "all", label: "All", filter: { all: true } },
] as const satisfies readonly { name: string; label: string; filter: Filter }[];

export const FIRST_VIEW: View = {
  filter: {},
  text: "",
  sort: "ready",
  isReversed: false,
  grouping: undefined,
};

/** What the core is asked for. Words are answered the best match first unless the user sorts. */
export function queryOf({ filter, text, sort, isReversed }: View): ItemQuery {
  const words = text.trim().slice(0, 500);
  // The order one looks at without words says nothing about which match is the best.
  const order = words !== "" && sort === "ready" ? undefined : sort;
  return {
    ...filter,
    ...(words === "" ? {} : { text: words }),
    ...(order === undefined ? {} : { sort: order }),
    ...(isReversed && order !== undefined ? { reverse: true } : {}),
  };
}

/** Another press on a column's head turns its order round, a third one gives it up. */
export function sortedBy(view: View, sort: Sort): View {
  if (view.sort !== sort) return { ...view, sort, isReversed: false };
  return view.isReversed ? { ...view, sort: FIRST_VIEW.sort, isReversed: false } : { ...view, isReversed: true };
}

/** The same parts in the same words, whatever their order. */
export function isSameFilter(a: Filter, b: Filter): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(filter: Filter): string {
  const parts = Object.entries(filter).filter(([, value]) => value !== undefined);
  return JSON.stringify(
    parts
      .map(([name, value]): [string, unknown] => [
        name,
        Array.isArray(value) ? value.map(String).toSorted((x, y) => (x < y ? -1 : 1)) : value,
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const KEY = "drover.backlog.view";

/** As it was left, but for the words one had typed. */
export function readView(storage: KeyValueStorage): View {
  const value = parseJson(storage.get(KEY));
  if (typeof value !== "object" || value === null) return FIRST_VIEW;
  const filter: unknown = Reflect.get(value, "filter");
  return {
    filter: typeof filter === "object" && filter !== null && !Array.isArray(filter) ? filter : {},
    text: "",
    sort: SORTS.find((sort) => sort === Reflect.get(value, "sort")) ?? FIRST_VIEW.sort,
    isReversed: Reflect.get(value, "isReversed") === true,
    grouping: GROUPINGS.find((grouping) => grouping === Reflect.get(value, "grouping")),
  };
}

export const SORTS = [
  "ready",
  "priority",
  "updated",
  "created",
  "title",
  "id",
  "due",
] as const satisfies readonly Sort[];

export const sortLabel: Readonly<Record<Sort, string>> = {
  ready: "Most useful first",
  priority: "Priority",
  updated: "Last changed",
  created: "Newest",
  title: "Title",
  id: "Id",
  due: "Due",
};

export function saveView(storage: KeyValueStorage, { filter, sort, isReversed, grouping }: View): void {
  storage.set(KEY, JSON.stringify({ filter, sort, isReversed, grouping }));
}
