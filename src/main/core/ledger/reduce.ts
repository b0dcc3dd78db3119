import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { ItemOutcome, ItemStatus } from "../../../shared/model/item-words.ts";
import { type WorkItem, workItem } from "../../../shared/model/work-item.ts";
import { itemMerge } from "./merge-rules.ts";
import { isPlainItem } from "./plain-item.ts";
import type { RecordKind } from "../platform/store/record-store.ts";
import { bringIn, isBringIn } from "./bring-in.ts";
import { type TurnBackEvent, isQuiet, isTurnBack, turnBack, withFields } from "./turn-back.ts";

export type ItemLink = WorkItem["links"][number];

/** Texts and facts that an item need not have. */
export const OPTIONAL_FIELDS = [
  "deferredUntil",
  "design",
  "estimateMinutes",
  "externalRef",
  "dueAt",
  "gate",
  "metadata",
] as const;
type OptionalField = (typeof OPTIONAL_FIELDS)[number];
type NeededField = "title" | "description" | "type" | "priority" | "labels" | "acceptance" | "notes";

/** What an item says, as opposed to where it stands. */
export type ItemText = Pick<WorkItem, NeededField | OptionalField>;

export type NewItem = ItemText & Pick<WorkItem, "parent" | "links">;

/** Only what changes; null takes away what an item need not have. */
export type ItemEdits = Partial<Pick<WorkItem, NeededField>> & {
  readonly [F in OptionalField]?: NonNullable<WorkItem[F]> | null;
};

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
  /** A status of the vocabulary comes with the built-in one that it stands for. */
  | LedgerEvent<
      "workItemStatusChanged",
      { readonly status: Exclude<ItemStatus, "closed">; readonly customStatus?: string }
    >
  | LedgerEvent<
      "workItemClosed",
      {
        readonly reason?: string;
        readonly landedCommit?: string;
        readonly outcome?: ItemOutcome;
        readonly customStatus?: string;
      }
    >
  | LedgerEvent<"workItemReopened", { readonly reason?: string }>
  | LedgerEvent<"workItemLinked" | "workItemUnlinked", ItemLink>
  /** Null takes it out of its epic. */
  | LedgerEvent<"workItemMoved", { readonly parent: string | null }>
  | LedgerEvent<"workItemDeleted", { readonly reason?: string }>
  /** It is there again, as it was before it was deleted. */
  | LedgerEvent<"workItemRestored", { readonly item: WorkItem }>
  | TurnBackEvent;

/** Work items, keyed by their id, in the ledger of their project or of the workspace. */
export const itemKind: RecordKind<WorkItem> = {
  kind: "item",
  // Fields of newer versions, and of other tools, survive.
  schema: workItem.loose(),
  isPlain: isPlainItem,
  merge: itemMerge,
  reduce(record, raw) {
    if (isBringIn(raw)) return bringIn(record, raw);
    const event = raw as ItemEvent;
    if (event.type === "workItemCreated") return record ?? newItem(event);
    if (event.type === "workItemRestored") return record ?? restored(event);
    if (record === undefined || event.type === "workItemDeleted") return undefined;
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

function restored({
  data: { item },
  ...event
}: LedgerEvent<"workItemRestored", { readonly item: WorkItem }>): WorkItem {
  return { ...item, id: event.subject, updatedBy: event.actor, updatedAt: event.at, version: item.version + 1 };
}

type Change = Exclude<ItemEvent, { type: "workItemCreated" | "workItemDeleted" | "workItemRestored" }>;

function change(item: WorkItem, event: Change): WorkItem {
  if (isTurnBack(event)) return turnBack(item, event);
  switch (event.type) {
    case "workItemEdited":
      return withFields(item, event.data);
    case "workItemClaimed":
      return { ...plain(item), assignee: event.actor, status: "in-progress" };
    case "workItemAssigned":
      return { ...item, assignee: event.data.assignee };
    case "workItemReleased": {
      if (item.status === "closed") return withFields(item, { assignee: null });
      const { assignee: _, ...rest } = plain(item);
      return { ...rest, status: "open" };
    }
    case "workItemStatusChanged":
      return { ...plain(item), ...event.data };
    case "workItemClosed": {
      const { reason, ...data } = event.data;
      const closed = { ...plain(item), ...data, status: "closed" as const, closedAt: event.at };
      return reason === undefined ? closed : { ...closed, closedReason: reason };
    }
    case "workItemReopened": {
      const ended = { closedAt: null, closedReason: null, landedCommit: null, outcome: null };
      const { assignee: _, ...rest } = withFields(plain(item), ended);
      return { ...rest, status: "open" };
    }
    case "workItemMoved":
      return withFields(item, event.data);
    case "workItemLinked":
      return { ...item, links: [...item.links.filter((link) => !sameLink(link, event.data)), event.data] };
    case "workItemUnlinked":
      return { ...item, links: item.links.filter((link) => !sameLink(link, event.data)) };
    default:
      return item;
  }
}

/** A built-in status takes the place of one of the vocabulary. */
function plain(item: WorkItem): WorkItem {
  if (item.customStatus === undefined) return item;
  const { customStatus: _, ...rest } = item;
  return rest;
}

export function sameLink(a: ItemLink, b: ItemLink): boolean {
  return a.kind === b.kind && a.to === b.to;
}
