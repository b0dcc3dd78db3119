import type { LedgerName, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { createItem } from "./decide.ts";
import type { ItemDesk, ItemRef } from "./desk.ts";
import { type ItemRefFailure, newChildId, newItemId } from "./ids.ts";
import { type By, itemEvent } from "./item-event.ts";
import type { ItemLink, ItemText } from "./reduce.ts";
import { EXTERNAL } from "./waits.ts";

export type CreateFailure = Failure<"cycle" | "item-closed" | "project-not-found" | "unknown-word">;

export interface NewItemCommand extends Partial<ItemText> {
  readonly title: string;
  readonly ledger: LedgerName;
  readonly parent?: ItemRef | undefined;
  /** It waits for these. */
  readonly after?: readonly ItemRef[] | undefined;
  readonly links?: readonly ItemLink[] | undefined;
  readonly assignee?: IdentityPath | undefined;
}

/** Finds what the command names, gives it an id, and decides. `countOf` is how many items a ledger has. */
export function planCreate(
  desk: ItemDesk,
  countOf: (ledger: LedgerName) => number,
  command: NewItemCommand,
  by: By,
): Result<{ readonly id: string; readonly events: readonly NewEvent[] }, ItemRefFailure | CreateFailure> {
  const { table, readiness } = desk;
  const isTaken = (id: string) => table.get(id) !== undefined || table.deletionOf(id) !== undefined;
  const parent = command.parent === undefined ? undefined : desk.resolve(command.parent);
  if (parent?.ok === false) return parent;
  const ledger = (parent && table.ledgerOf(parent.value.id)) ?? command.ledger;
  const prefix = desk.deps.prefixOf(ledger);
  if (prefix === undefined) {
    return fail("project-not-found", `There is no project ${ledger}.`, {
      remedy: "List them with `drover project list`.",
    });
  }
  const type = desk.words.type(ledger, command.type ?? "task");
  if (!type.ok) return type;
  const links = linksOf(desk, ledger, command);
  if (!links.ok) return links;
  const id =
    parent === undefined
      ? newItemId(prefix, countOf(ledger), isTaken)
      : newChildId(parent.value.id, readiness.children(parent.value.id), isTaken);
  const item = { ...textOf(command), links: links.value };
  const created = createItem(desk.state, { id, ledger, item, parent: parent?.value }, by);
  if (!created.ok) return created;
  const { assignee } = command;
  const given =
    assignee === undefined ? [] : [itemEvent(id, ledger, { type: "workItemAssigned", data: { assignee } }, by)];
  return ok({ id, events: [...created.value, ...given] });
}

function linksOf(
  desk: ItemDesk,
  ledger: LedgerName,
  command: NewItemCommand,
): Result<ItemLink[], ItemRefFailure | Failure<"unknown-word">> {
  const given: ItemLink[] = [
    ...(command.links ?? []),
    ...(command.after ?? []).map((to) => ({ kind: "blocks" as const, to })),
  ];
  const links = resolveLinks(desk, ledger, given);
  if (!links.ok) return links;
  return ok([...new Map(links.value.map((link) => [`${link.kind} ${link.to}`, link])).values()]);
}

/** What lies outside of all ledgers is named as it is. */
export function resolveLinks(
  desk: ItemDesk,
  ledger: LedgerName,
  links: readonly ItemLink[],
): Result<ItemLink[], ItemRefFailure | Failure<"unknown-word">> {
  const resolved: ItemLink[] = [];
  for (const link of links) {
    const kind = desk.words.link(ledger, link.kind);
    if (!kind.ok) return kind;
    const to = link.to.startsWith(EXTERNAL) ? ok({ id: link.to }) : desk.resolve(link.to);
    if (!to.ok) return to;
    const mode = link.kind === "waits-for" && link.mode !== undefined ? { mode: link.mode } : {};
    resolved.push({ kind: link.kind, to: to.value.id, ...mode });
  }
  return ok(resolved);
}

function textOf(command: NewItemCommand): ItemText {
  const { title, description = "", type = "task", priority = 2, labels = [], acceptance = "", notes = "" } = command;
  const { deferredUntil, design, estimateMinutes, externalRef, dueAt, gate, metadata } = command;
  const optional = { deferredUntil, design, estimateMinutes, externalRef, dueAt, gate, metadata };
  return {
    title,
    description,
    type,
    priority,
    labels: [...new Set(labels)],
    acceptance,
    notes,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}
