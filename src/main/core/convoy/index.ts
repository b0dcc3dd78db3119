import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import type { Convoy, ConvoyView } from "../../../shared/model/convoy.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import { shortId } from "../base/short-id.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import {
  addItems,
  closeConvoy,
  convoyKind,
  createConvoy,
  findConvoy,
  isDone,
  landConvoy,
  removeItems,
  reopenFor,
  setStarted,
} from "./decide.ts";
import { summarise } from "./progress.ts";

export { convoyKind } from "./decide.ts";
export { describeConvoyEvent } from "./describe.ts";
export { createOutlooks } from "./outlook.ts";

type ItemFailure = Failure<"item-not-found" | "item-ambiguous">;

export interface ConvoyDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** Ledger: the full id that an id or a unique beginning of one means. */
  resolveItem(ref: string): Result<string, ItemFailure>;
  /** Ledger: undefined for an item whose ledger is not open. */
  viewItem(id: string): ItemView | undefined;
  /** The same for that alone; asked of every item of a convoy whenever one closes. */
  isClosed(id: string): boolean;
  /** Mail: the event that tells somebody. */
  letter(to: IdentityPath, subject: string, body: string, convoy: string): NewEvent;
  /** Who acts where a rule, not a person, decides. */
  readonly self: IdentityPath;
  report(error: unknown): void;
}

export interface ConvoyService {
  get(id: string): Convoy | undefined;
  find(ref: string): Result<Convoy, Failure<"convoy-not-found">>;
  /** The convoys that hold an item, open ones first. */
  holding(item: string): readonly Convoy[];
  values(): IterableIterator<Convoy>;
  view(convoy: Convoy): ConvoyView;
  /** For those who commit it together with other changes. */
  decideNew(
    title: string,
    items: readonly string[],
    by: IdentityPath,
  ): { readonly id: string; readonly event: NewEvent };
  decideAdd(convoy: Convoy, items: readonly string[], by: IdentityPath): readonly NewEvent[];
  /** Looks at every convoy afresh, as after a start: what should have closed, closes. */
  reconcile(): Promise<void>;
  readonly handlers: SomeHandlers<
    | "convoy.create"
    | "convoy.add"
    | "convoy.remove"
    | "convoy.start"
    | "convoy.pause"
    | "convoy.list"
    | "convoy.show"
    | "convoy.close"
  >;
  [Symbol.dispose](): void;
}

/** Tracked batches of items: they close by themselves when all is closed and landed, and say so. */
export function createConvoys(deps: ConvoyDeps): ConvoyService {
  const { store, clock } = deps;
  const table = store.table(convoyKind);
  const byItem = new Map<string, Set<string>>();
  const index = (convoy: Convoy | undefined, change: (ids: Set<string>, id: string) => void) => {
    for (const item of convoy?.items ?? []) {
      const ids = byItem.get(item) ?? new Set();
      change(ids, convoy?.id ?? "");
      byItem.set(item, ids);
    }
  };
  for (const convoy of table.values()) index(convoy, (ids, id) => ids.add(id));
  const watching = table.watch((change) => {
    index(change.before, (ids, id) => ids.delete(id));
    index(change.after, (ids, id) => ids.add(id));
  });

  const view = (convoy: Convoy) => summarise(convoy, deps.viewItem);
  const find = (ref: string) => findConvoy(table.values(), ref);
  const holding = (item: string) =>
    [...(byItem.get(item) ?? [])]
      .map((id) => table.get(id))
      .filter((one) => one !== undefined)
      .toSorted((a, b) => Number(a.closedAt !== undefined) - Number(b.closedAt !== undefined));

  function settled(convoy: Convoy): readonly NewEvent[] {
    if (!isDone(convoy, deps.isClosed)) return [];
    const { total, landed } = view(convoy).progress;
    const events = landConvoy(convoy, { items: total, landed, ms: clock.now() - convoy.createdAt }, deps.self);
    const end = landed === total ? " and landed" : `; ${landed} of them landed`;
    const body = `All ${total} items of “${convoy.title}” are closed${end}.`;
    const readers = new Set([convoy.owner, USER]);
    return [
      ...events,
      ...[...readers].map((to) => deps.letter(to, `Convoy landed: ${convoy.title}`.slice(0, 480), body, convoy.id)),
    ];
  }

  async function follow(decide: () => readonly NewEvent[]): Promise<void> {
    const done = await store.commit(() => ok({ events: decide(), result: () => undefined }));
    if (!done.ok) deps.report(new Error(done.error.message));
  }

  const events = store.subscribe((event) => {
    if (event.kind !== "item") return;
    if (event.type === "workItemClosed") {
      void follow(() => holding(event.subject).flatMap(settled));
    } else if (event.type === "workItemReopened") {
      void follow(() => holding(event.subject).flatMap((one) => reopenFor(one, event.subject, deps.self)));
    }
  });

  function resolveAll(refs: readonly string[]): Result<string[], ItemFailure> {
    const ids: string[] = [];
    for (const ref of refs) {
      const id = deps.resolveItem(ref);
      if (!id.ok) return id;
      ids.push(id.value);
    }
    return ok(ids);
  }

  /** Finds, decides against what is there at that moment, and answers the convoy as it is then. */
  async function change(ref: string, decide: (convoy: Convoy) => readonly NewEvent[]) {
    return store.commit(() => {
      const found = find(ref);
      if (!found.ok) return found;
      return ok({ events: decide(found.value), result: () => view(table.get(found.value.id) ?? found.value) });
    });
  }

  const decideNew: ConvoyService["decideNew"] = (title, items, by) => {
    const id = shortId("cv", (taken) => table.get(taken) !== undefined);
    return { id, event: createConvoy(id, by, { title, items, started: true, implicit: true }) };
  };

  return {
    get: (id) => table.get(id),
    find,
    holding,
    values: () => table.values(),
    view,
    decideNew,
    decideAdd: addItems,
    reconcile: () => follow(() => [...table.values()].flatMap(settled)),
    handlers: {
      "convoy.create": async (input, caller) => {
        const items = resolveAll(input.items ?? []);
        if (!items.ok) return err(items.error);
        const id = shortId("cv", (taken) => table.get(taken) !== undefined);
        const data = { title: input.title, items: items.value, started: input.start === true, implicit: false };
        const created = createConvoy(
          id,
          caller.identity,
          input.limit === undefined ? data : { ...data, limit: input.limit },
        );
        return store.commit(() =>
          ok({
            events: [created],
            result: () => {
              const made = table.get(id);
              if (made === undefined) throw new Error(`Convoy ${id} vanished between its event and its answer.`);
              return view(made);
            },
          }),
        );
      },
      "convoy.add": async (input, caller) => {
        const items = resolveAll(input.items);
        if (!items.ok) return err(items.error);
        const added = await change(input.convoy, (one) => addItems(one, items.value, caller.identity));
        await follow(() => {
          const found = find(input.convoy);
          return found.ok ? settled(found.value) : [];
        });
        return added;
      },
      "convoy.remove": async (input, caller) => {
        const items = resolveAll(input.items);
        if (!items.ok) return err(items.error);
        const removed = await change(input.convoy, (one) => removeItems(one, items.value, caller.identity));
        await follow(() => {
          const found = find(input.convoy);
          return found.ok ? settled(found.value) : [];
        });
        return removed;
      },
      "convoy.start": async (input, caller) => change(input.convoy, (one) => setStarted(one, true, caller.identity)),
      "convoy.pause": async (input, caller) => change(input.convoy, (one) => setStarted(one, false, caller.identity)),
      "convoy.close": async (input, caller) => change(input.convoy, (one) => closeConvoy(one, caller.identity)),
      "convoy.list": async (input) => {
        const shown = [...table.values()].filter((one) => input.all === true || one.closedAt === undefined);
        const order = (one: Convoy) => (one.closedAt === undefined ? Number.MAX_SAFE_INTEGER : one.closedAt);
        return ok({ convoys: shown.toSorted((a, b) => order(b) - order(a) || b.createdAt - a.createdAt).map(view) });
      },
      "convoy.show": async (input) => {
        const found = find(input.convoy);
        if (!found.ok) return fail("convoy-not-found", found.error.message, found.error);
        const items = found.value.items.map(deps.viewItem).filter((one) => one !== undefined);
        return ok({ convoy: view(found.value), items });
      },
    },
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
      events[Symbol.dispose]();
    },
  };
}
