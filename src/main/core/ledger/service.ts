import type { LedgerEvent, LedgerName, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type ItemSurroundings, viewOfItem } from "../../../shared/model/item-stage.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { ItemStatus, ItemView, WorkItem } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import type { Decision, RecordStore, RecordTable, StoreFailure } from "../platform/store/record-store.ts";
import {
  type By,
  type ItemState,
  change,
  claimItem,
  closeItems,
  createItem,
  editItem,
  linkItem,
  reopenItem,
  taken,
  unlinkItem,
  updateItem,
} from "./decide.ts";
import { type ItemRefFailure, newChildId, newItemId, resolveItem } from "./ids.ts";
import { type Readiness, createReadiness } from "./readiness.ts";
import { type ItemEdits, type ItemLink, type ItemText, itemKind } from "./reduce.ts";
import { type ItemSearch, createItemSearch } from "./search.ts";

export interface LedgerDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** What ids of that ledger begin with; undefined when there is no such ledger. The workspace's has one too. */
  prefixOf(ledger: LedgerName): string | undefined;
  /** What other domains know of an item. */
  surroundings(item: WorkItem): Omit<ItemSurroundings, "project" | "blockedBy" | "unblocks">;
  /** Submitted and neither landed nor sent back: closing it is the merge queue's business. */
  isInQueue(item: string): boolean;
  /** Slung, on a hook or behind one, or in the merge queue: open, and yet nobody else should begin it. Asked for every ready item. */
  isOnItsWay(item: string): boolean;
  /** Other records of its ledger whose events belong to its trail: its assignment, its submissions. */
  companions(item: string): readonly { readonly kind: string; readonly id: string }[];
  /** An event of any of these in words. */
  describe(event: LedgerEvent): string;
}

/** An id, or the beginning of one. */
export type ItemRef = string;

type Answer<Code extends string = never> = Promise<Result<WorkItem, ItemRefFailure | Failure<Code> | StoreFailure>>;

type CloseFailure = Failure<"item-closed" | "item-in-queue" | "open-children" | "item-taken">;

export interface NewItemCommand extends Partial<ItemText> {
  readonly title: string;
  readonly ledger: LedgerName;
  readonly parent?: ItemRef | undefined;
  /** It waits for these. */
  readonly after?: readonly ItemRef[] | undefined;
  readonly links?: readonly ItemLink[] | undefined;
}

export interface EditCommand extends ItemEdits {
  readonly addLabels?: readonly string[] | undefined;
  readonly removeLabels?: readonly string[] | undefined;
  readonly ifVersion?: number | undefined;
}

export interface UpdateCommand {
  readonly status?: Exclude<ItemStatus, "closed"> | undefined;
  readonly assignee?: IdentityPath | null | undefined;
  readonly mayReassign: boolean;
}

/** Work items of all ledgers. Reading answers as of the newest appended event; a change answers when it is durable. */
export interface LedgerService {
  get(id: string): WorkItem | undefined;
  values(): IterableIterator<WorkItem>;
  resolve(ref: ItemRef): Result<WorkItem, ItemRefFailure>;
  /** The project whose ledger holds it; undefined for the workspace's. */
  projectOf(id: string): string | undefined;
  /** Undefined for an item whose ledger is not open. */
  view(id: string): ItemView | undefined;
  readonly readiness: Pick<Readiness, "blockedBy" | "unblocks" | "children" | "waitsFor" | "ready">;
  readonly search: Pick<ItemSearch, "find">;

  create(command: NewItemCommand, by: By): Answer<"cycle" | "item-closed" | "project-not-found">;
  edit(ref: ItemRef, command: EditCommand, by: By): Answer<"item-changed">;
  claim(ref: ItemRef, by: By): Answer<"item-taken" | "item-not-ready">;
  update(ref: ItemRef, command: UpdateCommand, by: By): Answer<"wrong-transition" | "item-taken">;
  close(
    refs: readonly ItemRef[],
    how: { readonly reason: string | undefined; readonly mayCloseOthers: boolean },
    by: By,
  ): Promise<Result<readonly WorkItem[], ItemRefFailure | CloseFailure | StoreFailure>>;
  reopen(ref: ItemRef, reason: string | undefined, by: By): Answer<"wrong-transition">;
  link(ref: ItemRef, to: ItemRef, kind: ItemLink["kind"], by: By): Answer<"cycle">;
  unlink(ref: ItemRef, to: ItemRef, kind: ItemLink["kind"] | undefined, by: By): Answer<"link-not-found">;

  // For commits that do more at once; to be called within the deciding function of `RecordStore.commit`.

  /** A hook takes it: it becomes the agent's, and in progress once `begun`. */
  planAssign(
    id: string,
    agent: IdentityPath,
    begun: boolean,
    by: By,
  ): Result<readonly NewEvent[], Failure<"item-not-found" | "item-closed" | "item-taken">>;
  /** It is nobody's and open again; nothing happens when it is so, or closed. */
  planRelease(id: string, by: By): readonly NewEvent[];
  /** Nothing happens when it has the status, or is closed. */
  planStatus(id: string, status: Exclude<ItemStatus, "closed">, by: By): readonly NewEvent[];
  /** It has landed, or is done without a commit. Nothing happens when it is closed already. */
  planClose(
    id: string,
    outcome: { readonly landedCommit?: string; readonly reason?: string },
    by: By,
  ): readonly NewEvent[];
  [Symbol.dispose](): void;
}

export function createLedgerService(deps: LedgerDeps): LedgerService {
  const { store } = deps;
  const table = store.table(itemKind);
  const readiness = createReadiness(table);
  const search = createItemSearch(table);
  const counts = countByLedger(table);
  const state: ItemState = { ...readiness, get: (id) => table.get(id), ledgerOf: (id) => table.ledgerOf(id) };
  const resolve = (ref: ItemRef) => resolveItem(table, ref);

  function present(id: string): WorkItem {
    const item = table.get(id);
    if (item === undefined) throw new Error(`Item ${id} vanished between its event and its answer.`);
    return item;
  }

  /** Finds, decides against what is there at that moment, and answers the item as it is then. */
  function changeItem<Code extends string>(
    ref: ItemRef,
    decide: (item: WorkItem) => Result<readonly NewEvent[], Failure<Code> | ItemRefFailure>,
  ): Answer<Code> {
    return store.commit(() => {
      const found = resolve(ref);
      if (!found.ok) return found;
      const decided = decide(found.value);
      return decided.ok ? ok({ events: decided.value, result: () => present(found.value.id) }) : decided;
    });
  }

  function resolveAll(refs: readonly ItemRef[]): Result<WorkItem[], ItemRefFailure> {
    const items: WorkItem[] = [];
    for (const ref of refs) {
      const found = resolve(ref);
      if (!found.ok) return found;
      items.push(found.value);
    }
    return ok(items);
  }

  function linksOf(command: NewItemCommand): Result<ItemLink[], ItemRefFailure> {
    const given: ItemLink[] = [
      ...(command.links ?? []),
      ...(command.after ?? []).map((to) => ({ kind: "blocks" as const, to })),
    ];
    const items = resolveAll(given.map((link) => link.to));
    if (!items.ok) return items;
    const links = given.map((link, n) => ({ kind: link.kind, to: items.value[n]?.id ?? link.to }));
    return ok([...new Map(links.map((link) => [`${link.kind} ${link.to}`, link])).values()]);
  }

  return {
    get: (id) => table.get(id),
    values: () => table.values(),
    resolve,
    projectOf: (id) => projectOfLedger(table.ledgerOf(id)),
    readiness,
    search,
    view(id) {
      const item = table.get(id);
      if (item === undefined) return undefined;
      const around: ItemSurroundings = {
        ...deps.surroundings(item),
        project: projectOfLedger(table.ledgerOf(id)),
        blockedBy: readiness.blockedBy(id),
        unblocks: readiness.unblocks(id).length,
      };
      return viewOfItem(item, around, deps.clock.now());
    },
    create: (command, by) =>
      store.commit(
        (): Result<Decision<WorkItem>, ItemRefFailure | Failure<"cycle" | "item-closed" | "project-not-found">> => {
          const parent = command.parent === undefined ? undefined : resolve(command.parent);
          if (parent?.ok === false) return parent;
          const links = linksOf(command);
          if (!links.ok) return links;
          const ledger = (parent && table.ledgerOf(parent.value.id)) ?? command.ledger;
          const prefix = deps.prefixOf(ledger);
          if (prefix === undefined) {
            return fail("project-not-found", `There is no project ${ledger}.`, {
              remedy: "List them with `drover project list`.",
            });
          }
          const id =
            parent === undefined
              ? newItemId(prefix, counts.of(ledger), (taken) => table.get(taken) !== undefined)
              : newChildId(parent.value.id, readiness.children(parent.value.id));
          const item = { ...textOf(command), links: links.value };
          const decided = createItem(state, { id, ledger, item, parent: parent?.value }, by);
          return decided.ok ? ok({ events: decided.value, result: () => present(id) }) : decided;
        },
      ),
    edit: (ref, { addLabels = [], removeLabels = [], ...edits }, by) =>
      changeItem(ref, (item) => {
        const labels = new Set([...(edits.labels ?? item.labels), ...addLabels]);
        for (const label of removeLabels) labels.delete(label);
        return editItem(state, item, { ...edits, labels: [...labels] }, by);
      }),
    claim: (ref, by) => changeItem(ref, (item) => claimItem(state, item, by, deps.clock.now())),
    update: (ref, command, by) => changeItem(ref, (item) => updateItem(state, item, command, by)),
    close: (refs, { reason, mayCloseOthers }, by) =>
      store.commit((): Result<Decision<readonly WorkItem[]>, ItemRefFailure | CloseFailure> => {
        const items = resolveAll(refs);
        if (!items.ok) return items;
        const isInQueue = (id: string) => deps.isInQueue(id);
        const decided = closeItems(state, { items: items.value, reason, mayCloseOthers, isInQueue }, by);
        if (!decided.ok) return decided;
        return ok({ events: decided.value, result: () => items.value.map((item) => present(item.id)) });
      }),
    reopen: (ref, reason, by) => changeItem(ref, (item) => reopenItem(state, item, reason, by)),
    link: (ref, toRef, kind, by) =>
      changeItem(ref, (item) => {
        const to = resolve(toRef);
        return to.ok ? linkItem(state, item, { kind, to: to.value.id }, by) : to;
      }),
    unlink: (ref, toRef, kind, by) =>
      changeItem(ref, (item) => {
        // What it was linked to may be in a ledger that is not open.
        const to = resolve(toRef);
        return unlinkItem(state, item, { to: to.ok ? to.value.id : toRef, kind }, by);
      }),
    planAssign(id, agent, begun, by) {
      const item = table.get(id);
      if (item === undefined) return fail("item-not-found", `There is no item ${id}.`);
      if (item.status === "closed") return fail("item-closed", `${id} is closed.`);
      if (item.assignee !== undefined && item.assignee !== agent) return taken(item, item.assignee);
      const given =
        item.assignee === agent
          ? []
          : [change(state, item, { type: "workItemAssigned", data: { assignee: agent } }, by)];
      const status = begun && item.status !== "in-progress";
      return ok([
        ...given,
        ...(status
          ? [change(state, item, { type: "workItemStatusChanged", data: { status: "in-progress" } }, by)]
          : []),
      ]);
    },
    planRelease(id, by) {
      const item = table.get(id);
      if (item === undefined || item.status === "closed") return [];
      if (item.assignee === undefined && item.status === "open") return [];
      return [change(state, item, { type: "workItemReleased", data: {} }, by)];
    },
    planStatus(id, status, by) {
      const item = table.get(id);
      if (item === undefined || item.status === "closed" || item.status === status) return [];
      return [change(state, item, { type: "workItemStatusChanged", data: { status } }, by)];
    },
    planClose(id, outcome, by) {
      const item = table.get(id);
      if (item === undefined || item.status === "closed") return [];
      return [change(state, item, { type: "workItemClosed", data: outcome }, by)];
    },
    [Symbol.dispose]() {
      readiness[Symbol.dispose]();
      search[Symbol.dispose]();
      counts[Symbol.dispose]();
    },
  };
}

function textOf(command: NewItemCommand): ItemText {
  const {
    title,
    description = "",
    type = "task",
    priority = 2,
    labels = [],
    acceptance = "",
    notes = "",
    deferredUntil,
  } = command;
  const text = { title, description, type, priority, labels: [...new Set(labels)], acceptance, notes };
  return deferredUntil === undefined ? text : { ...text, deferredUntil };
}

/** The ledger of a project bears the project's name. */
function projectOfLedger(ledger: LedgerName | undefined): string | undefined {
  return ledger === "workspace" ? undefined : ledger;
}

function countByLedger(table: RecordTable<WorkItem>): { of(ledger: LedgerName): number } & Disposable {
  const counts = new Map<LedgerName, number>();
  const add = (ledger: LedgerName, n: number) => counts.set(ledger, (counts.get(ledger) ?? 0) + n);
  for (const item of table.values()) add(table.ledgerOf(item.id) ?? "workspace", 1);
  const watching = table.watch(({ ledger, before, after }) => {
    add(ledger, Number(after !== undefined) - Number(before !== undefined));
  });
  return {
    of: (ledger) => counts.get(ledger) ?? 0,
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
    },
  };
}
