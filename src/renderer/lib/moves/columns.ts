import type { ItemStage } from "../../../shared/model/item-words.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Tone } from "../stage.ts";

/** Where a card stands on a board. `closed` is what ended without a landing. */
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
