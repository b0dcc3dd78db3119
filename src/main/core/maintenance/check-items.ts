import type { LedgerName } from "../../../shared/model/event.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { createPause } from "../base/slices.ts";
import { edgesOf } from "../ledger/index.ts";
import type { RuleId } from "../platform/store/fsck/rules.ts";

export interface PlacedItem {
  readonly ledger: LedgerName;
  readonly item: Pick<WorkItem, "id" | "type" | "status" | "parent" | "links" | "gate">;
}

export interface ItemFinding {
  readonly ledger: LedgerName;
  readonly rule: RuleId;
  readonly item: string;
  readonly message: string;
}

/** Begins what stands outside of all ledgers. */
const EXTERNAL = "external:";

export interface ItemsQuestion {
  readonly items: readonly PlacedItem[];
  /** Ids that were deleted: nothing waits for them any more. */
  readonly deleted: ReadonlySet<string>;
  /** Every ledger of the workspace was read. */
  readonly isWhole: boolean;
}

/**
 * What must be true of items among one another. Without `isWhole` there are ledgers that were not read: then only ids that begin
 * like one that was read are known to be missing.
 */
export async function checkItems({ items, deleted, isWhole }: ItemsQuestion): Promise<readonly ItemFinding[]> {
  const pause = createPause();
  const byId = new Map(items.map((one) => [one.item.id, one]));
  const prefixes = new Set(items.map(({ item }) => prefixOf(item.id)));
  const isKnown = (id: string) => byId.has(id) || deleted.has(id) || id.startsWith(EXTERNAL);
  const isMissing = (id: string) => !isKnown(id) && (isWhole || prefixes.has(prefixOf(id)));
  const found: ItemFinding[] = [];
  for (const { ledger, item } of items) {
    const due = pause();
    if (due !== undefined) await due;
    const { id, parent } = item;
    if (parent !== undefined && isMissing(parent)) {
      found.push({ ledger, rule: "L25", item: id, message: `The parent of ${id}, ${parent}, is not there.` });
    }
    for (const { kind, to } of item.links) {
      if (isMissing(to)) {
        found.push({ ledger, rule: "L25", item: id, message: `${id} ${kind} ${to}, which is not there.` });
      }
    }
    if (parent !== undefined && item.status !== "closed" && byId.get(parent)?.item.status === "closed") {
      found.push({
        ledger,
        rule: "L27",
        item: id,
        message: `${id} is ${item.status}; its parent ${parent} is closed.`,
      });
    }
  }
  return [...found, ...(await findCycles(byId))];
}

/** One finding a circle, with the circle. Closed items wait for nothing any more. */
async function findCycles(byId: ReadonlyMap<string, PlacedItem>): Promise<readonly ItemFinding[]> {
  const pause = createPause();
  const children = Map.groupBy(byId.values(), ({ item }) => item.parent);
  const waitsFor = (id: string): string[] => {
    const item = byId.get(id)?.item;
    if (item === undefined || item.status === "closed") return [];
    return [...edgesOf(item, new Set((children.get(id) ?? []).map(({ item: child }) => child.id)))];
  };
  const found: ItemFinding[] = [];
  const done = new Set<string>();
  for (const root of byId.keys()) {
    // A path walked by hand: a chain of ten thousand items is deeper than calls may be.
    const path: { readonly id: string; readonly next: string[] }[] = [];
    const onPath = new Set<string>();
    const enter = (id: string) => {
      path.push({ id, next: waitsFor(id) });
      onPath.add(id);
    };
    if (!done.has(root)) enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const due = pause();
      if (due !== undefined) await due;
      const next = top.next.shift();
      if (next === undefined) {
        path.pop();
        onPath.delete(top.id);
        done.add(top.id);
      } else if (onPath.has(next)) {
        const ids = path.map(({ id }) => id);
        const circle = [...ids.slice(ids.indexOf(next)), next].join(" → ");
        const ledger = byId.get(next)?.ledger ?? "";
        found.push({
          ledger,
          rule: "L26",
          item: next,
          message: `These wait for one another, so that the newest of the links does not count: ${circle}.`,
        });
      } else if (!done.has(next)) enter(next);
    }
  }
  return found;
}

function prefixOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf("-")));
}
