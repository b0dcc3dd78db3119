import type { QueryClient } from "@tanstack/react-query";
import type { InputOf } from "../../shared/contract/contract.ts";
import type { ItemView } from "../../shared/model/work-item.ts";
import type { ActionParts } from "./action-parts.ts";
import { type ItemChange, applyChange, inverseOf } from "./item-change.ts";
import { countOf } from "./names.ts";
import type { Toasts } from "./toasts.ts";

/** Changes that show at once. */
export interface ItemEdits {
  /**
   * Changes all of them or none, in one step. The page shows it before the core has answered; when the core refuses, it shows
   * what was there before and says why. A title is changed by itself, of one item. `words` says what they then are, e.g. "is urgent". Resolves with whether it was done.
   */
  changeItems(items: readonly string[], change: ItemChange, words: string): Promise<boolean>;
  /** Takes the last change back that was made here and not taken back yet. */
  undoLastChange(): void;
  /** Makes what was just done the next to be taken back. Answers what takes it back, once. */
  remember(undo: () => Promise<void>): () => void;
}

export interface ItemEditDeps extends Omit<ActionParts, "done"> {
  readonly queries: QueryClient;
  readonly toasts: Toasts;
}

/** As many as the core changes in one step. */
export const BULK_LIMIT = 1_000;

/** Changes that can be taken back one after the other. */
const UNDOS = 50;

export function createItemEdits({ attempt, queries, toasts, ui }: ItemEditDeps): ItemEdits {
  let undos: readonly (() => Promise<void>)[] = [];

  async function apply(items: readonly string[], change: ItemChange): Promise<boolean> {
    const before = itemsInSight(queries, new Set(items));
    put(queries, new Map([...before].map(([id, item]) => [id, applyChange(item, change)])));
    const what = countOf(items);
    const changed = await ask(items, change, `change ${what}`);
    put(queries, changed === undefined ? before : new Map(changed.map((item) => [item.id, item])));
    return changed !== undefined;
  }

  /** A title is one item's alone. Undefined when the core refused. */
  async function ask(
    items: readonly string[],
    { title, ...change }: ItemChange,
    tried: string,
  ): Promise<readonly ItemView[] | undefined> {
    const [item] = items;
    if (title !== undefined && item !== undefined) {
      const edited = await attempt(tried, "item.edit", { item, title });
      return edited.ok ? [edited.value] : undefined;
    }
    const outcome = await attempt(tried, "item.bulk", { items: [...items], ...bulkOf(change) });
    return outcome.ok ? outcome.value.items : undefined;
  }

  return {
    async changeItems(items, change, words) {
      if (items.length === 0) return false;
      if (items.length > BULK_LIMIT) {
        toasts.say(`At most ${BULK_LIMIT} items are changed in one step`, {
          tone: "attention",
          detail: `${items.length} are picked. Pick fewer, or narrow the list first.`,
        });
        return false;
      }
      const before = [...itemsInSight(queries, new Set(items)).values()];
      if (!(await apply(items, change))) return false;
      const said = `${countOf(items)} ${items.length === 1 ? words : words.replace(/^is /, "are ").replace(/^has /, "have ")}`;
      ui.announce(said);
      const parts = before.length === items.length ? inverseOf(before, change) : [];
      const undo = async () => {
        undos = undos.filter((one) => one !== undo);
        const done = await Promise.all(parts.map((part) => apply(part.items, part.change)));
        if (done.every(Boolean)) ui.announce(`${countOf(items)}: taken back`);
      };
      if (parts.length > 0) undos = [...undos, undo].slice(-UNDOS);
      // One item changes under the user's eyes; of many it is said.
      if (items.length > 1) {
        const action = { label: "Undo", run: () => void undo() };
        toasts.say(said, { tone: "good", ...(parts.length === 0 ? {} : { action }) });
      }
      return true;
    },
    remember(undo) {
      const once = async () => {
        if (!undos.includes(once)) return;
        undos = undos.filter((one) => one !== once);
        await undo();
      };
      undos = [...undos, once].slice(-UNDOS);
      return () => void once();
    },
    undoLastChange() {
      const last = undos.at(-1);
      if (last === undefined) toasts.say("There is nothing to take back");
      else void last();
    },
  };
}

type BulkInput = InputOf<"item.bulk">;

function bulkOf({
  status,
  customStatus = status,
  assignee,
  parent,
  addLabels,
  removeLabels,
  ...edit
}: Omit<ItemChange, "title">): Omit<BulkInput, "items"> {
  return {
    ...(Object.keys(edit).length === 0 ? {} : { edit }),
    ...(customStatus === undefined ? {} : { status: customStatus }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(parent === undefined ? {} : { parent }),
    ...(addLabels === undefined || addLabels.length === 0 ? {} : { addLabels: [...addLabels] }),
    ...(removeLabels === undefined || removeLabels.length === 0 ? {} : { removeLabels: [...removeLabels] }),
  };
}

/** Lists and details of items, in any shape the core answers them in. */
interface HasItems {
  readonly items: readonly ItemView[];
}

function hasItems(data: unknown): data is HasItems {
  return typeof data === "object" && data !== null && "items" in data && Array.isArray(data.items);
}

function hasItem(data: unknown): data is { readonly item: ItemView } {
  return typeof data === "object" && data !== null && "item" in data && typeof data.item === "object";
}

/** Those of the items that the page has read, by id. */
export function itemsInSight(queries: QueryClient, wanted: ReadonlySet<string>): ReadonlyMap<string, ItemView> {
  const found = new Map<string, ItemView>();
  for (const [, data] of queries.getQueriesData({ queryKey: ["items"] })) {
    if (!hasItems(data)) continue;
    for (const item of data.items) if (wanted.has(item.id)) found.set(item.id, item);
  }
  for (const [, data] of queries.getQueriesData({ queryKey: ["item"] })) {
    if (hasItem(data) && wanted.has(data.item.id)) found.set(data.item.id, data.item);
  }
  return found;
}

/** Puts items in the place of those of the same id, wherever the page keeps them. */
function put(queries: QueryClient, items: ReadonlyMap<string, ItemView>): void {
  queries.setQueriesData({ queryKey: ["items"] }, (data: unknown) =>
    hasItems(data) && data.items.some(({ id }) => items.has(id))
      ? { ...data, items: data.items.map((item) => items.get(item.id) ?? item) }
      : data,
  );
  queries.setQueriesData({ queryKey: ["item"] }, (data: unknown) => {
    const next = hasItem(data) ? items.get(data.item.id) : undefined;
    return hasItem(data) && next !== undefined ? { ...data, item: next } : data;
  });
}
