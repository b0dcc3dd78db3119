import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";

/** What a column of the backlog may show, in the order they stand in at first. The title is always there. */
export const COLUMN_IDS = [
  "id",
  "priority",
  "title",
  "labels",
  "type",
  "epic",
  "assignee",
  "due",
  "estimate",
  "project",
  "stage",
  "created",
  "updated",
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface ColumnInfo {
  readonly label: string;
  /** Pixels, at first and at least; the title takes what is left over. */
  readonly width: number;
  readonly least: number;
  /** What `item.list` sorts by when its head is pressed. */
  readonly sort?: "id" | "priority" | "title" | "due" | "created" | "updated";
  readonly isHiddenAtFirst?: boolean;
}

export const columnInfo: Readonly<Record<ColumnId, ColumnInfo>> = {
  id: { label: "Id", width: 108, least: 56, sort: "id" },
  priority: { label: "Priority", width: 76, least: 40, sort: "priority" },
  title: { label: "Title", width: 360, least: 160, sort: "title" },
  labels: { label: "Labels", width: 148, least: 60 },
  type: { label: "Type", width: 76, least: 48, isHiddenAtFirst: true },
  epic: { label: "Epic", width: 120, least: 60, isHiddenAtFirst: true },
  assignee: { label: "Assignee", width: 104, least: 44 },
  due: { label: "Due", width: 76, least: 56, sort: "due" },
  estimate: { label: "Estimate", width: 68, least: 48, isHiddenAtFirst: true },
  project: { label: "Project", width: 88, least: 52 },
  stage: { label: "Stage", width: 92, least: 60 },
  created: { label: "Created", width: 62, least: 44, sort: "created", isHiddenAtFirst: true },
  updated: { label: "Changed", width: 66, least: 44, sort: "updated" },
};

export interface ColumnState {
  readonly id: ColumnId;
  readonly width: number;
  readonly isShown: boolean;
}

export type ColumnStates = readonly ColumnState[];

export const INITIAL_COLUMNS: ColumnStates = COLUMN_IDS.map((id) => ({
  id,
  width: columnInfo[id].width,
  isShown: columnInfo[id].isHiddenAtFirst !== true,
}));

/** Wider than this no column helps anybody. */
const WIDEST = 640;

export function resizeColumn(columns: ColumnStates, id: ColumnId, width: number): ColumnStates {
  const within = Math.min(WIDEST, Math.max(columnInfo[id].least, Math.round(width)));
  return columns.map((column) => (column.id === id ? { ...column, width: within } : column));
}

export function toggleColumn(columns: ColumnStates, id: ColumnId): ColumnStates {
  if (id === "title") return columns;
  return columns.map((column) => (column.id === id ? { ...column, isShown: !column.isShown } : column));
}

/** One place towards the start (-1) or the end (1), over hidden ones; stays at the edges. */
export function moveColumn(columns: ColumnStates, id: ColumnId, by: -1 | 1): ColumnStates {
  const from = columns.findIndex((column) => column.id === id);
  const column = columns[from];
  const to = from + by;
  if (column === undefined || to < 0 || to >= columns.length) return columns;
  return columns.toSpliced(from, 1).toSpliced(to, 0, column);
}

/** Columns of a grid: the title is as wide as there is room, the others as the user wants them. */
export function gridTemplate(columns: ColumnStates): string {
  return columns
    .filter(({ isShown }) => isShown)
    .map(({ id, width }) => (id === "title" ? `minmax(${columnInfo.title.least}px, 1fr)` : `${width}px`))
    .join(" ");
}

/** Pixels below which the columns no longer fit and the list is scrolled sideways. */
export function leastWidth(columns: ColumnStates): number {
  return columns
    .filter(({ isShown }) => isShown)
    .reduce((sum, { id, width }) => sum + (id === "title" ? columnInfo.title.least : width), 0);
}

const KEY = "drover.backlog.columns";

/** As they were left; columns that are new since then stand at the end, as they do at first. */
export function readColumns(storage: KeyValueStorage): ColumnStates {
  const value = parseJson(storage.get(KEY));
  if (!Array.isArray(value)) return INITIAL_COLUMNS;
  const known = value.flatMap((entry: unknown): ColumnStates => {
    if (typeof entry !== "object" || entry === null) return [];
    const id = COLUMN_IDS.find((one) => one === Reflect.get(entry, "id"));
    const width: unknown = Reflect.get(entry, "width");
    if (id === undefined || typeof width !== "number" || !Number.isFinite(width)) return [];
    return [{ id, width, isShown: id === "title" || Reflect.get(entry, "isShown") === true }];
  });
  const once = known.filter(({ id }, index) => known.findIndex((other) => other.id === id) === index);
  const missing = INITIAL_COLUMNS.filter(({ id }) => !once.some((column) => column.id === id));
  return [...once, ...missing].map(({ id, width, isShown }) => ({
    id,
    width: Math.min(WIDEST, Math.max(columnInfo[id].least, width)),
    isShown,
  }));
}

export function saveColumns(storage: KeyValueStorage, columns: ColumnStates): void {
  storage.set(KEY, JSON.stringify(columns));
}
