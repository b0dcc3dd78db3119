import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { type ItemOutcome, type ItemStatus, TYPES_WITHOUT_WORK } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { type By, type Decided, type ItemState, change } from "./item-event.ts";
import { NEVER } from "./waits.ts";

/** Exactly one of any number gets it; who has it already gets it again. */
export function claimItem(
  state: ItemState,
  item: WorkItem,
  by: By,
  now: number,
): Decided<"item-taken" | "item-not-ready"> {
  if (item.status === "closed") return notReady(item, "it is closed");
  if (item.assignee !== undefined && item.assignee !== by.actor) return taken(item, item.assignee);
  if (item.assignee === by.actor && item.status === "in-progress") return ok([]);
  if (item.status === "in-review") return notReady(item, "it is in review");
  if (TYPES_WITHOUT_WORK.includes(item.type)) return notReady(item, `a ${item.type} is no work`);
  const waitsFor = state.blockedBy(item.id);
  if (waitsFor.length > 0) return notReady(item, `it waits for ${waitsFor.join(", ")}`, waitsFor);
  if (item.status === "blocked") return notReady(item, "it was marked as blocked");
  if (item.status === "deferred") return notReady(item, "it was put off");
  const until = state.deferredUntil(item.id);
  if (until === NEVER) return notReady(item, "what it belongs to was put off");
  if (until > now) return notReady(item, `it was put off until ${new Date(until).toISOString()}`);
  return ok([change(state, item, { type: "workItemClaimed", data: {} }, by)]);
}

/** A built-in status, and the one of the vocabulary that stands for it. */
export interface NewStatus {
  readonly status: ItemStatus;
  readonly customStatus?: string;
}

export interface UpdateItem {
  readonly status?: NewStatus | undefined;
  /** Null makes it nobody's. */
  readonly assignee?: IdentityPath | null | undefined;
  /** Supervisors may take what somebody has and give it to another. */
  readonly mayReassign: boolean;
}

/** Any status but closed can follow any other; closing and opening again are verbs of their own. */
export function updateItem(
  state: ItemState,
  item: WorkItem,
  command: UpdateItem,
  by: By,
): Decided<"wrong-transition" | "item-taken"> {
  const { status, assignee } = command;
  const wanted = status?.customStatus ?? status?.status;
  if (item.status === "closed") {
    return fail("wrong-transition", `${item.id} is closed; it cannot become ${wanted ?? "somebody's"}.`, {
      remedy: `Open it again with \`drover reopen ${item.id}\`.`,
    });
  }
  if (status?.status === "closed") {
    return fail("wrong-transition", `${item.id} is not closed by a status.`, {
      remedy: `Close it with \`drover close ${item.id}\`, or let it land.`,
    });
  }
  const isStatus = wanted === undefined || wanted === (item.customStatus ?? item.status);
  const changes = (assignee !== undefined && (assignee ?? undefined) !== item.assignee) || !isStatus;
  if (changes && isOthers(item, by) && !command.mayReassign) return taken(item, item.assignee);
  const events: NewEvent[] = [];
  if (assignee === null && item.assignee !== undefined) {
    events.push(change(state, item, { type: "workItemReleased", data: {} }, by));
  }
  if (assignee !== undefined && assignee !== null && assignee !== item.assignee) {
    events.push(change(state, item, { type: "workItemAssigned", data: { assignee } }, by));
  }
  // Releasing opens it.
  const before = assignee === null && item.assignee !== undefined ? "open" : (item.customStatus ?? item.status);
  if (status !== undefined && wanted !== before) {
    const { status: builtIn, customStatus } = status;
    const data = { status: builtIn, ...(customStatus === undefined ? {} : { customStatus }) };
    events.push(change(state, item, { type: "workItemStatusChanged", data }, by));
  }
  return ok(events);
}

export interface CloseItems {
  readonly items: readonly WorkItem[];
  readonly reason?: string | undefined;
  /** Done without it. */
  readonly outcome?: ItemOutcome | undefined;
  readonly customStatus?: string | undefined;
  readonly isInQueue: (id: string) => boolean;
  /** Also what somebody else works on. */
  readonly mayCloseOthers: boolean;
}

/** Closes all or none. A parent may go together with its last open children. */
export function closeItems(
  state: ItemState,
  command: CloseItems,
  by: By,
): Decided<"item-closed" | "item-in-queue" | "open-children" | "item-taken"> {
  const items = [...new Map(command.items.map((item) => [item.id, item])).values()];
  const closing = new Set(items.map((item) => item.id));
  for (const item of items) {
    if (item.status === "closed") {
      return fail("item-closed", `${item.id} is closed already.`, { details: { item: item.id } });
    }
    if (command.isInQueue(item.id)) {
      return fail("item-in-queue", `${item.id} is in the merge queue and closes when it lands.`, {
        details: { item: item.id },
      });
    }
    if (isOthers(item, by) && !command.mayCloseOthers) return taken(item, item.assignee);
    const open = openChildren(state, item.id).filter((child) => !closing.has(child));
    if (open.length > 0) {
      return fail("open-children", `${item.id} has open children: ${open.slice(0, 10).join(", ")}.`, {
        remedy: "Close them first, or together with it.",
        details: { item: item.id, children: open },
      });
    }
  }
  const { reason, outcome, customStatus } = command;
  const data = {
    ...(reason === undefined ? {} : { reason }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(customStatus === undefined ? {} : { customStatus }),
  };
  // Children first, so that no moment has a closed parent with an open child.
  const ordered = items.toSorted((a, b) => b.id.split(".").length - a.id.split(".").length);
  return ok(ordered.map((item) => change(state, item, { type: "workItemClosed", data }, by)));
}

/** Closed parents open with it: a parent is never done while a child is not. */
export function reopenItem(
  state: ItemState,
  item: WorkItem,
  reason: string | undefined,
  by: By,
): Decided<"wrong-transition"> {
  if (item.status !== "closed") return fail("wrong-transition", `${item.id} is not closed but ${item.status}.`);
  const events = [change(state, item, { type: "workItemReopened", data: reason === undefined ? {} : { reason } }, by)];
  const seen = new Set([item.id]);
  let parent = item.parent === undefined ? undefined : state.get(item.parent);
  while (parent?.status === "closed" && !seen.has(parent.id)) {
    seen.add(parent.id);
    const because = { ...by, cause: `${item.id} was opened again` };
    events.push(change(state, parent, { type: "workItemReopened", data: {} }, because));
    parent = parent.parent === undefined ? undefined : state.get(parent.parent);
  }
  return ok(events);
}

function openChildren(state: ItemState, id: string): string[] {
  return state.waits(id).flatMap((wait) => (wait.kind === "children" ? wait.items : []));
}

/** Somebody has it who is not acting. */
export function isOthers(item: WorkItem, { actor }: By): boolean {
  return item.assignee !== undefined && item.assignee !== actor;
}

export function taken(item: WorkItem, holder: IdentityPath | undefined): Result<never, Failure<"item-taken">> {
  return fail("item-taken", `${item.id} is ${holder ?? "somebody"}'s.`, {
    remedy: "Take another with `drover ready`, or ask for it.",
    details: { item: item.id, assignee: holder },
  });
}

function notReady(item: WorkItem, why: string, waitsFor?: readonly string[]): Result<never, Failure<"item-not-ready">> {
  return fail("item-not-ready", `${item.id} cannot be started: ${why}.`, {
    remedy: "See what can be with `drover ready`.",
    details: { item: item.id, ...(waitsFor === undefined ? {} : { blockedBy: waitsFor }) },
  });
}
