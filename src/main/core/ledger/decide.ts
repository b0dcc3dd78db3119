import { isDeepStrictEqual } from "node:util";
import { isHoldingKind } from "../../../shared/model/item-words.ts";
import type { LedgerName } from "../../../shared/model/event.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { checkCycle } from "./cycles.ts";
import { type By, type Decided, type ItemState, change, itemEvent } from "./item-event.ts";
import { type ItemEdits, type ItemLink, type NewItem, OPTIONAL_FIELDS, sameLink } from "./reduce.ts";
import { edgesOf } from "./waits.ts";

export interface CreateItem {
  readonly id: string;
  readonly ledger: LedgerName;
  readonly item: Omit<NewItem, "parent">;
  readonly parent: WorkItem | undefined;
}

/** An item with its links; those that can hold it back and the parent must not close a circle. */
export function createItem(state: ItemState, command: CreateItem, by: By): Decided<"cycle" | "item-closed"> {
  const { id, ledger, item, parent } = command;
  if (parent === undefined) {
    // Nothing waits for what is not there yet, but it could be told to wait for itself.
    const self = edgesOf(item, new Set()).includes(id) ? checkCycle(id, id, () => []) : ok();
    return self.ok ? ok([itemEvent(id, ledger, { type: "workItemCreated", data: item }, by)]) : self;
  }
  const isOpen = checkParent(parent);
  if (!isOpen.ok) return isOpen;
  // The parent will wait for its new child, so what the child waits for must not wait for the parent.
  const waitsFor = (of: string) => (of === parent.id ? [...state.waitsFor(of), id] : state.waitsFor(of));
  for (const to of edgesOf(item, new Set())) {
    const free = checkCycle(id, to, waitsFor);
    if (!free.ok) return free;
  }
  return ok([itemEvent(id, ledger, { type: "workItemCreated", data: { ...item, parent: parent.id } }, by)]);
}

function checkParent(parent: WorkItem): Result<void, Failure<"item-closed">> {
  if (parent.status !== "closed") return ok();
  return fail("item-closed", `${parent.id} is closed, so nothing can be added to it.`, {
    remedy: `Open it again with \`drover reopen ${parent.id}\`.`,
  });
}

/** Changes what an item says. What stays the same is left out; when all does, nothing happens. */
export function editItem(
  state: ItemState,
  item: WorkItem,
  command: ItemEdits & { readonly ifVersion?: number | undefined },
  by: By,
): Decided<"item-changed" | "cycle"> {
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
  const current: Readonly<Record<string, unknown>> = { ...NOTHING_SAID, ...item };
  const changed = Object.entries(edits).filter(
    ([field, value]) => value !== undefined && !isDeepStrictEqual(value, current[field]),
  );
  if (changed.length === 0) return ok([]);
  const data: ItemEdits = Object.fromEntries(changed);
  if (data.gate !== undefined || data.type !== undefined) {
    const next = { ...item, type: data.type ?? item.type, gate: data.gate === undefined ? item.gate : data.gate };
    const free = checkEdges(state, item, edgesOf({ ...next, gate: next.gate ?? undefined }, new Set()));
    if (!free.ok) return free;
  }
  return ok([change(state, item, { type: "workItemEdited", data }, by)]);
}

const NOTHING_SAID = Object.fromEntries(OPTIONAL_FIELDS.map((field) => [field, null]));

function checkEdges(state: ItemState, item: WorkItem, edges: readonly string[]): Result<void, Failure<"cycle">> {
  const known = new Set(state.waitsFor(item.id));
  for (const to of edges) {
    const free = known.has(to) ? ok() : checkCycle(item.id, to, state.waitsFor);
    if (!free.ok) return free;
  }
  return ok();
}

/** Puts it under another epic, or under none. Its id stays, whatever it was derived from. */
export function moveItem(
  state: ItemState,
  item: WorkItem,
  parent: WorkItem | undefined,
  by: By,
): Decided<"cycle" | "item-closed"> {
  if (item.parent === parent?.id) return ok([]);
  if (parent !== undefined) {
    const isOpen = item.status === "closed" ? ok() : checkParent(parent);
    if (!isOpen.ok) return isOpen;
    const free = checkCycle(parent.id, item.id, state.waitsFor);
    if (!free.ok) return free;
  }
  return ok([change(state, item, { type: "workItemMoved", data: { parent: parent?.id ?? null } }, by)]);
}

/** Linking twice changes nothing, but for how a fan-in gathers. */
export function linkItem(state: ItemState, item: WorkItem, link: ItemLink, by: By): Decided<"cycle"> {
  if (item.links.some((known) => sameLink(known, link) && known.mode === link.mode)) return ok([]);
  if (isHoldingKind(link.kind) || link.to === item.id) {
    const free = checkCycle(item.id, link.to, isHoldingKind(link.kind) ? state.waitsFor : () => []);
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
