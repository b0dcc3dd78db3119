import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type ItemStatus, type WorkItem, workItem } from "../../../shared/model/work-item.ts";
import type { RecordKind } from "../platform/store/record-store.ts";
import { type TurnBackEvent, isQuiet, isTurnBack, turnBack } from "./turn-back.ts";

export type ItemLink = WorkItem["links"][number];

/** What an item says, as opposed to where it stands. */
export type ItemText = Pick<
  WorkItem,
  "title" | "description" | "type" | "priority" | "labels" | "acceptance" | "notes" | "deferredUntil"
>;

export type NewItem = ItemText & Pick<WorkItem, "parent" | "links">;

/** Only what changes; null takes the deferral back. */
export type ItemEdits = Partial<Omit<ItemText, "deferredUntil">> & { readonly deferredUntil?: number | null };

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type ItemEvent =
  | LedgerEvent<"workItemCreated", NewItem>
  | LedgerEvent<"workItemEdited", ItemEdits>
  /** The actor takes it and begins. */
  | LedgerEvent<"workItemClaimed", Record<string, never>>
  /** Somebody gave it to the assignee. */
  | LedgerEvent<"workItemAssigned", { readonly assignee: IdentityPath }>
  /** It is nobody's again. */
  | LedgerEvent<"workItemReleased", Record<string, never>>
  | LedgerEvent<"workItemStatusChanged", { readonly status: Exclude<ItemStatus, "closed"> }>
  | LedgerEvent<"workItemClosed", { readonly reason?: string; readonly landedCommit?: string }>
  | LedgerEvent<"workItemReopened", { readonly reason?: string }>
  | LedgerEvent<"workItemLinked" | "workItemUnlinked", ItemLink>
  | TurnBackEvent;

/** Work items, keyed by their id, in the ledger of their project or of the workspace. */
export const itemKind: RecordKind<WorkItem> = {
  kind: "item",
  schema: workItem,
  reduce(record, raw) {
    const event = raw as ItemEvent;
    if (event.type === "workItemCreated") return record ?? newItem(event);
    if (record === undefined) return undefined;
    const changed = change(record, event);
    if (changed === record) return record;
    // What only shortens it, or undoes that, does not make old work the newest.
    const marks = isQuiet(event) ? {} : { updatedBy: event.actor, updatedAt: event.at };
    return { ...changed, ...marks, version: record.version + 1 };
  },
};

function newItem(event: LedgerEvent<"workItemCreated", NewItem>): WorkItem {
  return {
    ...event.data,
    id: event.subject,
    status: "open",
    createdBy: event.actor,
    createdAt: event.at,
    updatedBy: event.actor,
    updatedAt: event.at,
    version: 1,
  };
}

function change(item: WorkItem, event: Exclude<ItemEvent, { type: "workItemCreated" }>): WorkItem {
  if (isTurnBack(event)) return turnBack(item, event);
  switch (event.type) {
    case "workItemEdited": {
      const { deferredUntil, ...text } = event.data;
      const { deferredUntil: before, ...rest } = item;
      const until = deferredUntil === undefined ? before : (deferredUntil ?? undefined);
      return { ...rest, ...text, ...(until === undefined ? {} : { deferredUntil: until }) };
    }
    case "workItemClaimed":
      return { ...item, assignee: event.actor, status: "in-progress" };
    case "workItemAssigned":
      return { ...item, assignee: event.data.assignee };
    case "workItemReleased": {
      const { assignee: _, ...rest } = item;
      return { ...rest, status: item.status === "closed" ? "closed" : "open" };
    }
    case "workItemStatusChanged":
      return { ...item, status: event.data.status };
    case "workItemClosed": {
      const { reason, landedCommit } = event.data;
      return {
        ...item,
        status: "closed",
        closedAt: event.at,
        ...(reason === undefined ? {} : { closedReason: reason }),
        ...(landedCommit === undefined ? {} : { landedCommit }),
      };
    }
    case "workItemReopened": {
      const { assignee: _, closedAt: __, closedReason: ___, landedCommit: ____, ...rest } = item;
      return { ...rest, status: "open" };
    }
    case "workItemLinked":
      return { ...item, links: [...item.links.filter((link) => !sameLink(link, event.data)), event.data] };
    case "workItemUnlinked":
      return { ...item, links: item.links.filter((link) => !sameLink(link, event.data)) };
    default:
      return item;
  }
}

export function sameLink(a: ItemLink, b: ItemLink): boolean {
  return a.kind === b.kind && a.to === b.to;
}
