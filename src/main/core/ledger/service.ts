import type { LedgerName, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { viewOfItem } from "../../../shared/model/item-stage.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { ItemOutcome } from "../../../shared/model/item-words.ts";
import type { ItemView, WorkItem } from "../../../shared/model/work-item.ts";
import type { Decision, RecordTable, StoreFailure } from "../platform/store/record-store.ts";
import { type Alarm, createAlarm } from "./alarm.ts";
import { type BulkCommand, type BulkFailure, type EditCommand, planBulk, planEdit, statusOf } from "./bulk.ts";
import { type Comments, commentKind, createComments } from "./comments.ts";
import { linkItem, unlinkItem } from "./decide.ts";
import { deleteItems, itemBeforeDeletion } from "./decide-delete.ts";
import { claimItem, closeItems, reopenItem, updateItem } from "./decide-standing.ts";
import { type Answer, type ItemRef, type LedgerDeps, createItemDesk } from "./desk.ts";
import type { ItemRefFailure } from "./ids.ts";
import { type By, itemEvent } from "./item-event.ts";
import { type CreateFailure, type NewItemCommand, planCreate, resolveLinks } from "./new-item.ts";
import { type ItemPlans, createItemPlans } from "./plans.ts";
import type { Readiness } from "./readiness.ts";
import type { ItemLink } from "./reduce.ts";
import { type ItemSearch, createItemSearch } from "./search.ts";
import type { Words } from "./vocabulary.ts";

type CloseFailure = Failure<"item-closed" | "item-in-queue" | "open-children" | "item-taken" | "unknown-word">;
type DeleteFailure = Failure<"item-in-queue" | "item-taken" | "has-children">;

export interface UpdateCommand {
  /** Built in, or of the vocabulary. */
  readonly status?: string | undefined;
  readonly assignee?: IdentityPath | null | undefined;
  readonly mayReassign: boolean;
}

export interface CloseCommand {
  readonly reason?: string | undefined;
  readonly outcome?: ItemOutcome | undefined;
  /** A status of the vocabulary that stands for closed. */
  readonly as?: string | undefined;
  readonly mayCloseOthers: boolean;
}

export type { NewItemCommand } from "./new-item.ts";

/** Work items of all ledgers. Reading answers as of the newest appended event; a change answers when it is durable. */
export interface LedgerService extends ItemPlans {
  get(id: string): WorkItem | undefined;
  values(): IterableIterator<WorkItem>;
  resolve(ref: ItemRef): Result<WorkItem, ItemRefFailure>;
  /** The project whose ledger holds it; undefined for the workspace's. */
  projectOf(id: string): string | undefined;
  /** Undefined for an item whose ledger is not open. */
  view(id: string): ItemView | undefined;
  readonly readiness: Omit<Readiness, typeof Symbol.dispose>;
  readonly search: Pick<ItemSearch, "find">;
  readonly words: Words;
  readonly comments: Pick<Comments, "of" | "handlers">;
  /** Was there once, and was deleted. */
  isDeleted(id: string): boolean;
  /** Calls back whenever an item has become ready because its time came. */
  readonly alarm: Pick<Alarm, "listen">;

  create(command: NewItemCommand, by: By): Answer<CreateFailure["code"]>;
  /** The same for commits that do more at once; to be called within the deciding function of `RecordStore.commit`. */
  planCreate(
    command: NewItemCommand,
    by: By,
  ): Result<{ readonly id: string; readonly events: readonly NewEvent[] }, ItemRefFailure | CreateFailure>;
  edit(ref: ItemRef, command: EditCommand, by: By): Answer<"item-changed" | "cycle" | "item-closed" | "unknown-word">;
  claim(ref: ItemRef, by: By): Answer<"item-taken" | "item-not-ready">;
  update(ref: ItemRef, command: UpdateCommand, by: By): Answer<"wrong-transition" | "item-taken" | "unknown-word">;
  close(
    refs: readonly ItemRef[],
    how: CloseCommand,
    by: By,
  ): Promise<Result<readonly WorkItem[], ItemRefFailure | CloseFailure | StoreFailure>>;
  reopen(ref: ItemRef, reason: string | undefined, by: By): Answer<"wrong-transition">;
  link(ref: ItemRef, link: ItemLink, by: By): Answer<"cycle" | "unknown-word">;
  unlink(ref: ItemRef, to: ItemRef, kind: ItemLink["kind"] | undefined, by: By): Answer<"link-not-found">;
  /** The same for many in one step: all of them or none. */
  bulk(
    refs: readonly ItemRef[],
    command: BulkCommand,
    by: By,
  ): Promise<Result<readonly WorkItem[], BulkFailure | StoreFailure>>;
  /** Answers the ids of all that went. */
  delete(
    refs: readonly ItemRef[],
    how: { readonly withChildren: boolean; readonly reason?: string | undefined },
    by: By,
  ): Promise<Result<readonly string[], ItemRefFailure | DeleteFailure | StoreFailure>>;
  /** Takes the whole id of a deleted item. */
  restore(id: string, by: By): Promise<Result<WorkItem, Failure<"item-not-found" | "not-deleted"> | StoreFailure>>;
  [Symbol.dispose](): void;
}

export function createLedgerService(deps: LedgerDeps): LedgerService {
  const { store, clock } = deps;
  const desk = createItemDesk(deps);
  const { table, readiness, state, resolve, present } = desk;
  const search = createItemSearch(table, store.table(commentKind));
  const comments = createComments({ store, resolve, ledgerOf: (id) => table.ledgerOf(id) });
  const counts = countByLedger(table);
  const alarm = createAlarm({ clock, store, next: () => readiness.nextTime() });

  return {
    ...createItemPlans(desk),
    get: (id) => table.get(id),
    values: () => table.values(),
    resolve,
    projectOf: (id) => projectOfLedger(table.ledgerOf(id)),
    readiness,
    search,
    words: desk.words,
    comments,
    alarm,
    isDeleted: (id) => table.deletionOf(id) !== undefined,
    view(id) {
      const item = table.get(id);
      if (item === undefined) return undefined;
      const heldUntil = item.parent === undefined ? 0 : readiness.deferredUntil(id);
      return viewOfItem(
        item,
        {
          ...deps.surroundings(item),
          project: projectOfLedger(table.ledgerOf(id)),
          blockedBy: readiness.blockedBy(id),
          heldUntil,
          unblocks: readiness.unblocks(id).length,
        },
        clock.now(),
      );
    },
    planCreate: (command, by) => planCreate(desk, counts.of, command, by),
    create: (command, by) =>
      store.commit((): Result<Decision<WorkItem>, ItemRefFailure | CreateFailure> => {
        const planned = planCreate(desk, counts.of, command, by);
        if (!planned.ok) return planned;
        return ok({ events: planned.value.events, result: () => present(planned.value.id) });
      }),
    edit: (ref, command, by) => desk.change(ref, (item) => planEdit(desk, item, command, by)),
    claim: (ref, by) => desk.change(ref, (item) => claimItem(state, item, by, clock.now())),
    update: (ref, { status: word, ...command }, by) =>
      desk.change(ref, (item) => {
        const status = statusOf(desk, desk.ledgerOf(item.id), word);
        return status.ok ? updateItem(state, item, { ...command, status: status.value }, by) : status;
      }),
    close: (refs, { as, ...how }, by) =>
      store.commit((): Result<Decision<readonly WorkItem[]>, ItemRefFailure | CloseFailure> => {
        const items = desk.resolveAll(refs);
        if (!items.ok) return items;
        const [first] = items.value;
        const status = statusOf(desk, desk.ledgerOf(first?.id ?? ""), as);
        if (!status.ok) return status;
        if (status.value !== undefined && status.value.status !== "closed") {
          return fail("unknown-word", `${as ?? ""} stands for ${status.value.status}, not for closed.`, {
            remedy: "Leave it out, or take one that stands for closed: `drover vocabulary` lists them.",
          });
        }
        const isInQueue = (id: string) => deps.isInQueue(id);
        const customStatus = status.value?.customStatus;
        const decided = closeItems(state, { items: items.value, ...how, customStatus, isInQueue }, by);
        if (!decided.ok) return decided;
        return ok({ events: decided.value, result: () => items.value.map((item) => present(item.id)) });
      }),
    reopen: (ref, reason, by) => desk.change(ref, (item) => reopenItem(state, item, reason, by)),
    link: (ref, link, by) =>
      desk.change(ref, (item) => {
        const links = resolveLinks(desk, desk.ledgerOf(item.id), [link]);
        const [resolved] = links.ok ? links.value : [];
        return resolved === undefined ? (links.ok ? ok([]) : links) : linkItem(state, item, resolved, by);
      }),
    unlink: (ref, toRef, kind, by) =>
      desk.change(ref, (item) => {
        // What it was linked to may be deleted, or in a ledger that is not open.
        const isLinked = item.links.some((link) => link.to === toRef);
        const to = isLinked ? undefined : resolve(toRef);
        return unlinkItem(state, item, { to: to?.ok === true ? to.value.id : toRef, kind }, by);
      }),
    bulk: (refs, command, by) =>
      store.commit((): Result<Decision<readonly WorkItem[]>, BulkFailure> => {
        const found = desk.resolveAll(refs);
        if (!found.ok) return found;
        const items = [...new Map(found.value.map((item) => [item.id, item])).values()];
        const events = planBulk(desk, items, command, by);
        if (!events.ok) return events;
        return ok({ events: events.value, result: () => items.map((item) => present(item.id)) });
      }),
    delete: (refs, { withChildren, reason }, by) =>
      store.commit((): Result<Decision<readonly string[]>, ItemRefFailure | DeleteFailure> => {
        const items = desk.resolveAll(refs);
        if (!items.ok) return items;
        const isInQueue = (id: string) => deps.isInQueue(id);
        const isOnItsWay = (id: string) => deps.isOnItsWay(id);
        const decided = deleteItems(state, { items: items.value, withChildren, reason, isInQueue, isOnItsWay }, by);
        if (!decided.ok) return decided;
        return ok({ events: decided.value, result: () => decided.value.map((event) => event.subject) });
      }),
    async restore(id, by) {
      const grave = table.deletionOf(id);
      if (table.get(id) !== undefined) return fail("not-deleted", `${id} is there; it was not deleted.`);
      const ledger = grave === undefined ? undefined : ledgerOfDeleted(id);
      const trail = ledger === undefined ? [] : await store.trail(ledger, "item", id);
      const item = itemBeforeDeletion(trail);
      if (ledger === undefined || item === undefined) {
        return fail("item-not-found", `No trail of a deleted item ${id} was found.`, {
          remedy: "Give the whole id, as `drover watch` and the trail of its epic name it.",
        });
      }
      return store.commit((): Result<Decision<WorkItem>, Failure<"not-deleted">> => {
        const events: NewEvent[] =
          table.get(id) === undefined ? [itemEvent(id, ledger, { type: "workItemRestored", data: { item } }, by)] : [];
        return ok({ events, result: () => present(id) });
      });
    },
    [Symbol.dispose]() {
      alarm[Symbol.dispose]();
      comments[Symbol.dispose]();
      desk[Symbol.dispose]();
      search[Symbol.dispose]();
      counts[Symbol.dispose]();
    },
  };

  /** Ledgers are told apart by what their ids begin with. */
  function ledgerOfDeleted(id: string): LedgerName | undefined {
    const names = store.health.ledgers.map(({ ledger }) => ledger);
    const prefix = id.slice(0, id.lastIndexOf("-"));
    return names.find((name) => deps.prefixOf(name) === prefix);
  }
}

/** The ledger of a project bears the project's name. */
function projectOfLedger(ledger: LedgerName | undefined): string | undefined {
  return ledger === "workspace" ? undefined : ledger;
}

function countByLedger(table: RecordTable<WorkItem>): { of(ledger: LedgerName): number } & Disposable {
  /** Undefined until somebody asks: after a ledger was opened everything may be new. */
  let counts: Map<LedgerName, number> | undefined;
  const watching = table.watch(
    ({ ledger, before, after }) => {
      const more = Number(after !== undefined) - Number(before !== undefined);
      if (more !== 0) counts?.set(ledger, (counts.get(ledger) ?? 0) + more);
    },
    () => {
      counts = undefined;
    },
  );
  return {
    of(ledger) {
      counts ??= countAll();
      return counts.get(ledger) ?? 0;
    },
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
    },
  };

  function countAll(): Map<LedgerName, number> {
    const all = new Map<LedgerName, number>();
    for (const item of table.values()) {
      const ledger = table.ledgerOf(item.id) ?? "workspace";
      all.set(ledger, (all.get(ledger) ?? 0) + 1);
    }
    return all;
  }
}
