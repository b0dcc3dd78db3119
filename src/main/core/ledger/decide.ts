import type { LedgerName, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { ItemStatus, WorkItem } from "../../../shared/model/work-item.ts";
import { checkCycle } from "./cycles.ts";
import type { Readiness } from "./readiness.ts";
import { type ItemEdits, type ItemEvent, type ItemLink, type NewItem, sameLink } from "./reduce.ts";

/** What deciders look at: the items and how they wait for one another, as of the newest appended event. */
export interface ItemState extends Pick<Readiness, "blockedBy" | "children" | "waitsFor"> {
  get(id: string): WorkItem | undefined;
  ledgerOf(id: string): LedgerName | undefined;
}

export interface By {
  readonly actor: IdentityPath;
  readonly cause?: string | undefined;
}

type Decided<Code extends string> = Result<readonly NewEvent[], Failure<Code>>;

export interface CreateItem {
  readonly id: string;
  readonly ledger: LedgerName;
  readonly item: Omit<NewItem, "parent">;
  readonly parent: WorkItem | undefined;
}

/** An item with its links; those of kind `blocks` and the parent must not close a circle. */
export function createItem(state: ItemState, command: CreateItem, by: By): Decided<"cycle" | "item-closed"> {
  const { id, ledger, item, parent } = command;
  if (parent?.status === "closed") {
    return fail("item-closed", `${parent.id} is closed, so nothing can be added to it.`, {
      remedy: `Open it again with \`drover reopen ${parent.id}\`.`,
    });
  }
  // The parent will wait for its new child, so what the child waits for must not wait for the parent.
  const waitsFor = (of: string) => (of === parent?.id ? [...state.waitsFor(of), id] : state.waitsFor(of));
  for (const link of item.links) {
    if (link.kind !== "blocks") continue;
    const free = checkCycle(id, link.to, waitsFor);
    if (!free.ok) return free;
  }
  const data: NewItem = parent === undefined ? item : { ...item, parent: parent.id };
  return ok([itemEvent(id, ledger, { type: "workItemCreated", data }, by)]);
}

/** Changes what an item says. What stays the same is left out; when all does, nothing happens. */
export function editItem(
  state: ItemState,
  item: WorkItem,
  command: ItemEdits & { readonly ifVersion?: number | undefined },
  by: By,
): Decided<"item-changed"> {
  const { ifVersion, ...edits } = command;
  if (ifVersion !== undefined && ifVersion !== item.version) {
    return fail(
      "item-changed",
      `${item.id} was changed by ${item.updatedBy} meanwhile: it has version ${item.version}, not ${ifVersion}.`,
      {
        remedy: "Look at it again, then repeat the edit.",
        details: { item: item.id, version: item.version, updatedBy: item.updatedBy },
      },
    );
  }
  const current: Readonly<Record<string, unknown>> = { ...item, deferredUntil: item.deferredUntil ?? null };
  const changed = Object.entries(edits).filter(
    ([field, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(current[field]),
  );
  return ok(
    changed.length === 0
      ? []
      : [change(state, item, { type: "workItemEdited", data: Object.fromEntries(changed) }, by)],
  );
}

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
  const waitsFor = state.blockedBy(item.id);
  if (waitsFor.length > 0) return notReady(item, `it waits for ${waitsFor.join(", ")}`, waitsFor);
  if (item.status === "blocked") return notReady(item, "it was marked as blocked");
  if (item.status === "deferred") return notReady(item, "it was put off");
  if ((item.deferredUntil ?? 0) > now) {
    return notReady(item, `it was put off until ${new Date(item.deferredUntil ?? 0).toISOString()}`);
  }
  return ok([change(state, item, { type: "workItemClaimed", data: {} }, by)]);
}

export interface UpdateItem {
  readonly status?: Exclude<ItemStatus, "closed"> | undefined;
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
  if (item.status === "closed") {
    return fail("wrong-transition", `${item.id} is closed; it cannot become ${status ?? "somebody's"}.`, {
      remedy: `Open it again with \`drover reopen ${item.id}\`.`,
    });
  }
  const changes = (assignee !== undefined && assignee !== item.assignee) || (status ?? item.status) !== item.status;
  if (changes && isOthers(item, by) && !command.mayReassign) return taken(item, item.assignee);
  const events: NewEvent[] = [];
  if (assignee === null && item.assignee !== undefined) {
    events.push(change(state, item, { type: "workItemReleased", data: {} }, by));
  }
  if (assignee !== undefined && assignee !== null && assignee !== item.assignee) {
    events.push(change(state, item, { type: "workItemAssigned", data: { assignee } }, by));
  }
  const before = assignee === null && item.assignee !== undefined ? "open" : item.status;
  if (status !== undefined && status !== before) {
    events.push(change(state, item, { type: "workItemStatusChanged", data: { status } }, by));
  }
  return ok(events);
}

export interface CloseItems {
  readonly items: readonly WorkItem[];
  readonly reason?: string | undefined;
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
  const data = command.reason === undefined ? {} : { reason: command.reason };
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

/** Linking twice changes nothing. */
export function linkItem(state: ItemState, item: WorkItem, link: ItemLink, by: By): Decided<"cycle"> {
  if (item.links.some((known) => sameLink(known, link))) return ok([]);
  if (link.kind === "blocks" || link.to === item.id) {
    const free = checkCycle(item.id, link.to, link.kind === "blocks" ? (id) => state.waitsFor(id) : () => []);
    if (!free.ok) return free;
  }
  return ok([change(state, item, { type: "workItemLinked", data: link }, by)]);
}

/** Without a kind, every link between the two goes. */
export function unlinkItem(
  state: ItemState,
  item: WorkItem,
  link: { readonly to: string; readonly kind?: ItemLink["kind"] | undefined },
  by: By,
): Decided<"link-not-found"> {
  const gone = item.links.filter(
    (known) => known.to === link.to && (link.kind === undefined || known.kind === link.kind),
  );
  if (gone.length === 0) {
    const what = link.kind === undefined ? "link" : `link of kind ${link.kind}`;
    return fail("link-not-found", `${item.id} has no ${what} to ${link.to}.`, {
      remedy: `See its links with \`drover show ${item.id}\`.`,
      details: { links: item.links },
    });
  }
  return ok(gone.map((known) => change(state, item, { type: "workItemUnlinked", data: known }, by)));
}

type Change = { [E in ItemEvent as E["type"]]: Pick<E, "type" | "data"> }[ItemEvent["type"]];

export function change(state: ItemState, item: WorkItem, what: Change, by: By): NewEvent {
  const ledger = state.ledgerOf(item.id);
  if (ledger === undefined) throw new Error(`${item.id} was decided on and is in no ledger.`);
  return itemEvent(item.id, ledger, what, by);
}

function itemEvent(subject: string, ledger: LedgerName, what: Change, { actor, cause }: By): NewEvent {
  return { ledger, kind: "item", subject, actor, ...what, ...(cause === undefined ? {} : { cause }) };
}

function openChildren(state: ItemState, id: string): string[] {
  return [...state.children(id)].filter((child) => state.get(child)?.status !== "closed");
}

function isOthers(item: WorkItem, { actor }: By): boolean {
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
