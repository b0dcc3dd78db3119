import type { ItemStage, ItemView } from "../../../shared/model/work-item.ts";
import { hasWords, wordsOf } from "../../lib/item-search.ts";
import { WORKSPACE_SCOPE } from "../../lib/names.ts";
import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";

/** What the list shows: a view of several stages, or one stage. */
export const LIST_SHOWS = [
  "open",
  "ready",
  "in-flight",
  "mine",
  "blocked",
  "deferred",
  "landed",
  "closed",
  "all",
] as const;
export type ListShow = (typeof LIST_SHOWS)[number];

/** `useful` is the order in which the core would have them started; it ranks what is ready, the rest follows by priority. */
export const LIST_ORDERS = ["useful", "priority", "updated", "created"] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

export interface ListFilter {
  readonly text: string;
  /** A project's name, or WORKSPACE_SCOPE. */
  readonly project: string | undefined;
  readonly show: ListShow;
  readonly order: ListOrder;
}

const DEFAULT_FILTER: ListFilter = { text: "", project: undefined, show: "ready", order: "useful" };

const IN_FLIGHT: ReadonlySet<ItemStage> = new Set(["queued", "in-progress", "review", "merging"]);

const IS_SHOWN: Readonly<Record<ListShow, (item: ItemView) => boolean>> = {
  open: (item) => item.status !== "closed",
  ready: (item) => item.stage === "ready",
  "in-flight": (item) => IN_FLIGHT.has(item.stage),
  mine: (item) => item.assignee === "user" && item.status !== "closed",
  blocked: (item) => item.stage === "blocked",
  deferred: (item) => item.stage === "deferred",
  landed: (item) => item.stage === "landed",
  closed: (item) => item.status === "closed",
  all: () => true,
};

export interface ListInput {
  readonly items: readonly ItemView[];
  readonly filter: ListFilter;
  /** Ids the core found by words in texts that the page does not search itself, e.g. descriptions. */
  readonly found: ReadonlySet<string>;
  /** Ids of what is ready, the most useful first. */
  readonly ready: readonly string[];
}

/** The items of the list, in its order. */
export function listItems({ items, filter, found, ready }: ListInput): readonly ItemView[] {
  const words = wordsOf(filter.text);
  const isShown = IS_SHOWN[filter.show];
  const wanted = items.filter(
    (item) =>
      isShown(item) &&
      (filter.project === undefined || (item.project ?? WORKSPACE_SCOPE) === filter.project) &&
      (hasWords(item, words) || found.has(item.id)),
  );
  return wanted.toSorted(comparer(filter.order, ready));
}

type Compare = (a: ItemView, b: ItemView) => number;

const byPriority: Compare = (a, b) => a.priority - b.priority || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

function comparer(order: ListOrder, ready: readonly string[]): Compare {
  switch (order) {
    case "priority":
      return byPriority;
    case "updated":
      return (a, b) => b.updatedAt - a.updatedAt || byPriority(a, b);
    case "created":
      return (a, b) => b.createdAt - a.createdAt || byPriority(a, b);
    case "useful": {
      const rank = new Map(ready.map((id, index) => [id, index]));
      const of = (item: ItemView) => rank.get(item.id) ?? ready.length;
      return (a, b) => of(a) - of(b) || byPriority(a, b);
    }
  }
}

const KEY = "drover.items.filter";

/** The filter a reload finds again, but for the text one had typed. */
export function readListFilter(storage: KeyValueStorage): ListFilter {
  const value = parseJson(storage.get(KEY));
  if (typeof value !== "object" || value === null) return DEFAULT_FILTER;
  const field = (key: string): unknown => Reflect.get(value, key);
  const project = field("project");
  return {
    text: "",
    project: typeof project === "string" ? project : undefined,
    show: LIST_SHOWS.find((show) => show === field("show")) ?? DEFAULT_FILTER.show,
    order: LIST_ORDERS.find((order) => order === field("order")) ?? DEFAULT_FILTER.order,
  };
}

export function saveListFilter(storage: KeyValueStorage, { project, show, order }: ListFilter): void {
  storage.set(KEY, JSON.stringify({ project, show, order }));
}
