import type { LedgerEvent, LedgerName, NewEvent } from "../../../shared/model/event.ts";
import { isHoldingKind } from "../../../shared/model/item-words.ts";
import type { ItemSurroundings } from "../../../shared/model/item-stage.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import type { RecordStore, RecordTable, StoreFailure } from "../platform/store/record-store.ts";
import type { Edge } from "./circles.ts";
import { createIdIndex } from "./id-index.ts";
import { type ItemRefFailure, resolveItem } from "./ids.ts";
import type { ItemState } from "./item-event.ts";
import { opensPersonsGate } from "./persons-gate.ts";
import { type Readiness, createReadiness } from "./readiness.ts";
import { itemKind } from "./reduce.ts";
import { type Words, createWords, wordKind } from "./vocabulary.ts";

export interface LedgerDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** What ids of that ledger begin with; undefined when there is no such ledger. The workspace's has one too. */
  prefixOf(ledger: LedgerName): string | undefined;
  /** What other domains know of an item. */
  surroundings(item: WorkItem): Omit<ItemSurroundings, "project" | "blockedBy" | "heldUntil" | "unblocks">;
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

export type Answer<Code extends string = never> = Promise<
  Result<WorkItem, ItemRefFailure | Failure<Code> | StoreFailure>
>;

/** What all changes of items share: the records, how they wait for one another, which words they may use, and how one is named. */
export interface ItemDesk {
  readonly deps: LedgerDeps;
  readonly table: RecordTable<WorkItem>;
  readonly readiness: Readiness;
  readonly words: Words;
  readonly state: ItemState;
  resolve(ref: ItemRef): Result<WorkItem, ItemRefFailure>;
  resolveAll(refs: readonly ItemRef[]): Result<WorkItem[], ItemRefFailure>;
  /** Of an item that is known to be there. */
  ledgerOf(id: string): LedgerName;
  /** An item that an event has just changed. */
  present(id: string): WorkItem;
  /** Finds, decides against what is there at that moment, and answers the item as it is then. */
  change<Code extends string>(
    ref: ItemRef,
    decide: (item: WorkItem) => Result<readonly NewEvent[], Failure<Code> | ItemRefFailure>,
  ): Answer<Code>;
  [Symbol.dispose](): void;
}

export function createItemDesk(deps: LedgerDeps): ItemDesk {
  const { store, clock } = deps;
  const table = store.table(itemKind);
  const readiness = createReadiness(table, {
    now: () => clock.now(),
    isDeleted: (id) => table.deletionOf(id) !== undefined,
    compareAge: (a, b) => compareText(ageOf(a), ageOf(b)),
  });
  const ids = createIdIndex(table);
  const resolve = (ref: ItemRef) => resolveItem(table, ids, ref);
  const guarding = store.guard((events) => opensPersonsGate((id) => table.get(id), events));

  /** When the edge came to be, by clocks that all clones share. */
  function ageOf({ from, to }: Edge): string {
    const item = table.get(from);
    const links = item?.links.filter((link) => link.to === to && isHoldingKind(link.kind)) ?? [];
    const clocks = links.map((link) => table.clockOf(from, "links", `${link.kind} ${to}`));
    if (table.get(to)?.parent === from) clocks.push(table.clockOf(to, "parent"));
    if (item?.gate?.for === to) clocks.push(table.clockOf(from, "gate"));
    const newest = clocks.map((clock) => clock ?? "").reduce((a, b) => (a > b ? a : b), "");
    return `${newest} ${from} ${to}`;
  }

  function present(id: string): WorkItem {
    const item = table.get(id);
    if (item === undefined) throw new Error(`Item ${id} vanished between its event and its answer.`);
    return item;
  }

  return {
    deps,
    table,
    readiness,
    words: createWords(store.table(wordKind)),
    state: { ...readiness, get: (id) => table.get(id), ledgerOf: (id) => table.ledgerOf(id) },
    resolve,
    resolveAll(refs) {
      const items: WorkItem[] = [];
      for (const ref of refs) {
        const found = resolve(ref);
        if (!found.ok) return found;
        items.push(found.value);
      }
      return ok(items);
    },
    ledgerOf: (id) => table.ledgerOf(id) ?? "workspace",
    present,
    change: (ref, decide) =>
      store.commit(() => {
        const found = resolve(ref);
        if (!found.ok) return found;
        const decided = decide(found.value);
        return decided.ok ? ok({ events: decided.value, result: () => present(found.value.id) }) : decided;
      }),
    [Symbol.dispose]() {
      guarding[Symbol.dispose]();
      readiness[Symbol.dispose]();
      ids[Symbol.dispose]();
    },
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
