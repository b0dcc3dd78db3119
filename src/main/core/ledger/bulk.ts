import type { LedgerName, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import type { ItemOutcome } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { editItem, moveItem } from "./decide.ts";
import { type NewStatus, closeItems, updateItem } from "./decide-standing.ts";
import type { ItemDesk, ItemRef } from "./desk.ts";
import type { ItemRefFailure } from "./ids.ts";
import type { By } from "./item-event.ts";
import type { ItemEdits } from "./reduce.ts";

export interface LabelChanges {
  readonly addLabels?: readonly string[] | undefined;
  readonly removeLabels?: readonly string[] | undefined;
}

/** What `item.edit` takes. */
export interface EditCommand extends ItemEdits, LabelChanges {
  /** Null takes it out of its epic. */
  readonly parent?: ItemRef | null | undefined;
  readonly ifVersion?: number | undefined;
}

/** Everything that can be said about many items at once. */
export interface BulkCommand extends LabelChanges {
  readonly edit?: ItemEdits | undefined;
  readonly parent?: ItemRef | null | undefined;
  /** Built in but for closed, or of the vocabulary. */
  readonly status?: string | undefined;
  /** Null makes them nobody's. */
  readonly assignee?: IdentityPath | null | undefined;
  readonly close?: { readonly reason?: string | undefined; readonly outcome?: ItemOutcome | undefined } | undefined;
  /** Supervisors may take what somebody has. */
  readonly isSupervisor: boolean;
}

export type EditFailure = ItemRefFailure | Failure<"item-changed" | "cycle" | "item-closed" | "unknown-word">;
export type BulkFailure = EditFailure | Failure<"wrong-transition" | "item-taken" | "item-in-queue" | "open-children">;

/** What an edit is, text, labels and place in one. */
export function planEdit(
  desk: ItemDesk,
  item: WorkItem,
  { addLabels = [], removeLabels = [], parent, ...edits }: EditCommand,
  by: By,
): Result<readonly NewEvent[], EditFailure> {
  const known = edits.type === undefined ? ok() : desk.words.type(desk.ledgerOf(item.id), edits.type);
  if (!known.ok) return known;
  const labels = new Set([...(edits.labels ?? item.labels), ...addLabels]);
  for (const label of removeLabels) labels.delete(label);
  const edited = editItem(desk.state, item, { ...edits, labels: [...labels] }, by);
  if (!edited.ok || parent === undefined) return edited;
  const epic = parent === null ? ok(undefined) : desk.resolve(parent);
  if (!epic.ok) return epic;
  const moved = moveItem(desk.state, item, epic.value, by);
  return moved.ok ? ok([...edited.value, ...moved.value]) : moved;
}

/** The same for each of them, in the order of edit, place, status, owner, close; all or nothing. */
export function planBulk(
  desk: ItemDesk,
  items: readonly WorkItem[],
  command: BulkCommand,
  by: By,
): Result<readonly NewEvent[], BulkFailure> {
  const { edit = {}, addLabels, removeLabels, parent, assignee, close, isSupervisor } = command;
  const events: NewEvent[] = [];
  for (const item of items) {
    const edited = planEdit(desk, item, { ...edit, addLabels, removeLabels, parent }, by);
    if (!edited.ok) return edited;
    events.push(...edited.value);
    if (command.status === undefined && assignee === undefined) continue;
    const status = statusOf(desk, desk.ledgerOf(item.id), command.status);
    if (!status.ok) return status;
    const updated = updateItem(desk.state, item, { status: status.value, assignee, mayReassign: isSupervisor }, by);
    if (!updated.ok) return updated;
    events.push(...updated.value);
  }
  if (close === undefined) return ok(events);
  const isInQueue = (id: string) => desk.deps.isInQueue(id);
  const closed = closeItems(desk.state, { items, ...close, isInQueue, mayCloseOthers: isSupervisor }, by);
  return closed.ok ? ok([...events, ...closed.value]) : closed;
}

/** Undefined stays undefined. */
export function statusOf(
  desk: Pick<ItemDesk, "words">,
  ledger: LedgerName,
  word: string | undefined,
): Result<NewStatus | undefined, Failure<"unknown-word">> {
  return word === undefined ? ok(undefined) : desk.words.status(ledger, word);
}
