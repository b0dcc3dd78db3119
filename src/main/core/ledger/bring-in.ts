import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { type EarlierFields, withFields } from "./turn-back.ts";

/** What an import brings. `source` says from where, `key` is the item's name there. */
export type BringInEvent =
  /** The whole of it, with its own times and author: it was made elsewhere, long before this event. */
  | LedgerEvent<
      "workItemImported",
      { readonly source: string; readonly key: string; readonly item: Omit<WorkItem, "id"> }
    >
  /** Fields that changed in the source since; null takes one away. */
  | LedgerEvent<"workItemImportUpdated", { readonly source: string; readonly fields: EarlierFields }>;

export function isBringIn(event: { readonly type: string }): event is BringInEvent {
  return event.type === "workItemImported" || event.type === "workItemImportUpdated";
}

/** Pure. An id that is taken keeps the item that has it. */
export function bringIn(item: WorkItem | undefined, event: BringInEvent): WorkItem | undefined {
  if (event.type === "workItemImported") return item ?? { ...event.data.item, id: event.subject };
  if (item === undefined) return undefined;
  const changed = withFields(item, event.data.fields);
  return { ...changed, updatedBy: event.actor, updatedAt: event.at, version: item.version + 1 };
}
