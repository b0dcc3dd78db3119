import type { LedgerEvent } from "../../../shared/model/event.ts";
import { isBringIn } from "./bring-in.ts";
import type { ItemEvent } from "./reduce.ts";

const FIELD_NAMES: Readonly<Record<string, string>> = {
  deferredUntil: "deferral",
  acceptance: "acceptance criteria",
  estimateMinutes: "estimate",
  externalRef: "reference",
  dueAt: "due date",
};

function namesOf(fields: object): readonly string[] {
  return Object.keys(fields).map((field) => FIELD_NAMES[field] ?? field);
}

/** An item's event in words, without who and when; for trails and the feed. */
export function describeItemEvent(raw: LedgerEvent): string {
  if (isBringIn(raw)) {
    return raw.type === "workItemImported"
      ? `brought in “${raw.data.item.title}” from ${raw.data.source}`
      : `took over ${namesOf(raw.data.fields).join(", ")} from ${raw.data.source}`;
  }
  const event = raw as ItemEvent;
  switch (event.type) {
    case "workItemCreated":
      return `created “${event.data.title}”${event.data.parent === undefined ? "" : ` under ${event.data.parent}`}`;
    case "workItemEdited": {
      const { title, ...rest } = event.data;
      const parts = [...(title === undefined ? [] : [`title to “${title}”`]), ...namesOf(rest)];
      return `changed ${parts.join(", ")}`;
    }
    case "workItemClaimed":
      return "claimed it";
    case "workItemAssigned":
      return `gave it to ${event.data.assignee}`;
    case "workItemReleased":
      return "made it nobody's";
    case "workItemStatusChanged":
      return `set it ${event.data.customStatus ?? event.data.status}`;
    case "workItemClosed": {
      const { reason, landedCommit, outcome, customStatus } = event.data;
      if (landedCommit !== undefined) return `closed it: landed as ${landedCommit.slice(0, 12)}`;
      const as = outcome === "failed" ? " as failed" : customStatus === undefined ? "" : ` as ${customStatus}`;
      return reason === undefined ? `closed it${as}` : `closed it${as}: ${reason}`;
    }
    case "workItemReopened":
      return event.data.reason === undefined ? "opened it again" : `opened it again: ${event.data.reason}`;
    case "workItemLinked":
      return event.data.kind === "blocks"
        ? `made it wait for ${event.data.to}`
        : `linked it as ${event.data.kind} to ${event.data.to}`;
    case "workItemUnlinked":
      return event.data.kind === "blocks"
        ? `no longer waits for ${event.data.to}`
        : `unlinked it from ${event.data.to}`;
    case "workItemMoved":
      return event.data.parent === null ? "took it out of its epic" : `moved it under ${event.data.parent}`;
    case "workItemDeleted":
      return event.data.reason === undefined ? "deleted it" : `deleted it: ${event.data.reason}`;
    case "workItemRestored":
      return event.data.item.status === "closed" ? "brought it back, closed as it was" : "brought it back";
    case "workItemRolledBack": {
      const { to, fields } = event.data;
      const when = to.version === undefined ? new Date(to.at).toISOString() : `version ${to.version}`;
      return `put ${namesOf(fields).join(", ")} back to ${when}`;
    }
    case "workItemCompacted":
      return `made a digest of ${event.data.chars} characters`;
    case "workItemTextRestored":
      return "brought the full text back";
    default:
      return "changed it";
  }
}
