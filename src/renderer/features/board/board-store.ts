import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";
import { type BoardFilter, NO_FILTER, SORTS, type Sort } from "./board-model.ts";
import { GROUPINGS, type Grouping } from "./lanes.ts";

const FILTER_KEY = "drover.board.filter";
const DISPLAY_KEY = "drover.board.display";

/** What the board itself remembers; the convoy is the window's, since notifications and the palette choose it too. */
export type OwnFilter = Omit<BoardFilter, "convoy">;

/** What a card can say beside its id and title. */
export const CARD_FIELDS = ["type", "labels", "agent", "project", "epic", "convoy", "estimate", "due"] as const;
export type CardField = (typeof CARD_FIELDS)[number];

export const cardFieldLabel: Readonly<Record<CardField, string>> = {
  type: "Type",
  labels: "Labels",
  agent: "Agent",
  project: "Project",
  epic: "Epic",
  convoy: "Convoy",
  estimate: "Estimate",
  due: "Due day",
};

/** How the board is drawn. */
export interface Display {
  readonly grouping: Grouping;
  readonly sort: Sort;
  readonly fields: readonly CardField[];
  /** Keys of lanes that are folded. */
  readonly folded: readonly string[];
}

export const FIRST_DISPLAY: Display = {
  grouping: "none",
  sort: "priority",
  fields: ["type", "labels", "agent"],
  folded: [],
};

/** The filter a reload finds again, but for the text one had typed. */
export function readFilter(storage: KeyValueStorage): OwnFilter {
  const value = recordIn(storage, FILTER_KEY);
  if (value === undefined) return NO_FILTER;
  const text = (key: string) => {
    const found = value.get(key);
    return typeof found === "string" ? found : undefined;
  };
  const more = value.get("more");
  const isFilter = typeof more === "object" && more !== null && !Array.isArray(more);
  return { text: "", project: text("project"), agent: text("agent"), more: isFilter ? more : {} };
}

export function saveFilter(storage: KeyValueStorage, { project, agent, more }: OwnFilter): void {
  storage.set(FILTER_KEY, JSON.stringify({ project, agent, more }));
}

export function readDisplay(storage: KeyValueStorage): Display {
  const value = recordIn(storage, DISPLAY_KEY);
  if (value === undefined) return FIRST_DISPLAY;
  const fields = value.get("fields");
  const folded = value.get("folded");
  return {
    grouping: GROUPINGS.find((one) => one === value.get("grouping")) ?? FIRST_DISPLAY.grouping,
    sort: SORTS.find((one) => one === value.get("sort")) ?? FIRST_DISPLAY.sort,
    fields: Array.isArray(fields) ? CARD_FIELDS.filter((field) => fields.includes(field)) : FIRST_DISPLAY.fields,
    folded: Array.isArray(folded) ? folded.filter((key): key is string => typeof key === "string") : [],
  };
}

export function saveDisplay(storage: KeyValueStorage, display: Display): void {
  storage.set(DISPLAY_KEY, JSON.stringify(display));
}

function recordIn(storage: KeyValueStorage, key: string): ReadonlyMap<string, unknown> | undefined {
  const value = parseJson(storage.get(key));
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;
}
