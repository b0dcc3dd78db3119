import type { ItemStage } from "../../../shared/model/item-words.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { hasWords, wordsOf } from "../../lib/item-search.ts";
import { WORKSPACE_SCOPE } from "../../lib/names.ts";
import type { Tone } from "../../lib/stage.ts";

/** `closed` is what ended without a landing; it is drawn only while there is such a thing. */
export const COLUMNS = ["blocked", "ready", "progress", "review", "merging", "landed", "closed"] as const;
export type ColumnId = (typeof COLUMNS)[number];

export const columnLabel: Readonly<Record<ColumnId, string>> = {
  blocked: "Blocked",
  ready: "Ready",
  progress: "In progress",
  review: "Review",
  merging: "Merging",
  landed: "Landed",
  closed: "Closed without landing",
};

export const columnTone: Readonly<Record<ColumnId, Tone>> = {
  blocked: "faint",
  ready: "ready",
  progress: "working",
  review: "review",
  merging: "merging",
  landed: "landed",
  closed: "neutral",
};

const COLUMN_OF: Readonly<Record<ItemStage, ColumnId>> = {
  blocked: "blocked",
  deferred: "blocked",
  ready: "ready",
  queued: "progress",
  "in-progress": "progress",
  review: "review",
  merging: "merging",
  landed: "landed",
  closed: "closed",
};

export function columnOf(item: Pick<ItemView, "stage">): ColumnId {
  return COLUMN_OF[item.stage];
}

export interface BoardFilter {
  readonly text: string;
  readonly convoy: string | undefined;
  /** A project's name, or WORKSPACE_SCOPE. */
  readonly project: string | undefined;
  /** Identity path. */
  readonly agent: string | undefined;
}

export const NO_FILTER: BoardFilter = { text: "", convoy: undefined, project: undefined, agent: undefined };

export function isFiltered(filter: BoardFilter): boolean {
  return filter.text.trim() !== "" || filter.project !== undefined || filter.agent !== undefined;
}

export type Columns = Readonly<Record<ColumnId, readonly ItemView[]>>;

/**
 * Cards by column: unfinished ones by priority, then the longest waiting first; the finished ones newest first.
 */
export function groupItems(items: readonly ItemView[], filter: BoardFilter): Columns {
  const words = wordsOf(filter.text);
  const columns: Record<ColumnId, ItemView[]> = {
    blocked: [],
    ready: [],
    progress: [],
    review: [],
    merging: [],
    landed: [],
    closed: [],
  };
  for (const item of items) if (isWanted(item, filter, words)) columns[columnOf(item)].push(item);
  for (const column of COLUMNS) {
    columns[column].sort(column === "landed" || column === "closed" ? byClosing : byUrgency);
  }
  return columns;
}

function isWanted(item: ItemView, filter: BoardFilter, words: readonly string[]): boolean {
  if (filter.convoy !== undefined && !item.convoys.includes(filter.convoy)) return false;
  if (filter.project !== undefined && (item.project ?? WORKSPACE_SCOPE) !== filter.project) return false;
  if (filter.agent !== undefined && item.hookedBy !== filter.agent && item.assignee !== filter.agent) return false;
  return hasWords(item, words);
}

function byUrgency(a: ItemView, b: ItemView): number {
  return a.priority - b.priority || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

function byClosing(a: ItemView, b: ItemView): number {
  return (b.closedAt ?? b.updatedAt) - (a.closedAt ?? a.updatedAt) || (a.id < b.id ? -1 : 1);
}

/** The card a key leads to from the given one; columns without cards are passed over. */
export function neighbour(columns: Columns, id: string, key: string): string | undefined {
  const column = COLUMNS.find((name) => columns[name].some((item) => item.id === id));
  if (column === undefined) return firstCard(columns);
  const index = columns[column].findIndex((item) => item.id === id);
  switch (key) {
    case "ArrowDown":
    case "j":
      return columns[column][index + 1]?.id;
    case "ArrowUp":
    case "k":
      return columns[column][index - 1]?.id;
    case "Home":
      return columns[column][0]?.id;
    case "End":
      return columns[column].at(-1)?.id;
    case "ArrowRight":
      return sideways(columns, column, index, 1);
    case "ArrowLeft":
      return sideways(columns, column, index, -1);
    default:
      return undefined;
  }
}

function sideways(columns: Columns, from: ColumnId, index: number, step: 1 | -1): string | undefined {
  for (let at = COLUMNS.indexOf(from) + step; at >= 0 && at < COLUMNS.length; at += step) {
    const name = COLUMNS[at];
    const cards = name === undefined ? [] : columns[name];
    if (cards.length > 0) return cards[Math.min(index, cards.length - 1)]?.id;
  }
  return undefined;
}

export function firstCard(columns: Columns): string | undefined {
  for (const name of ["ready", "progress", "review", "merging", "blocked", "landed", "closed"] as const) {
    const [first] = columns[name];
    if (first !== undefined) return first.id;
  }
  return undefined;
}
