import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { RecordTable } from "../platform/store/record-store.ts";

/** Ids in the order of their letters, so that a beginning is found by halving. */
export interface IdIndex {
  /** Ids that begin with `text`, with or without the ledger's prefix, in order; children only where `text` has a dot. */
  beginningWith(text: string): readonly string[];
  [Symbol.dispose](): void;
}

/** With more that are new than this, sorting once is cheaper than putting each in its place. */
const MANY = 64;

export function createIdIndex(table: RecordTable<WorkItem>): IdIndex {
  /** What was removed is left in until the next sorting. */
  let sorted: string[] | undefined;
  let fresh: string[] = [];
  /** What ids begin with, before the hash: a few, however many items there are. */
  const prefixes = new Set<string>();
  const watching = table.watch(
    ({ id, before, after }) => {
      if (sorted !== undefined && before === undefined && after !== undefined) fresh.push(id);
    },
    () => {
      sorted = undefined;
    },
  );

  function current(): readonly string[] {
    if (sorted === undefined || fresh.length > MANY) {
      sorted = Array.from(table.values(), ({ id }) => id).toSorted(compareText);
      for (const id of sorted) prefixes.add(prefixOf(id));
    } else {
      for (const id of fresh) {
        sorted.splice(placeOf(sorted, id), 0, id);
        prefixes.add(prefixOf(id));
      }
    }
    fresh = [];
    return sorted;
  }

  return {
    beginningWith(text) {
      const ids = current();
      const hasDot = text.includes(".");
      const found = new Set<string>();
      for (const start of [text, ...Array.from(prefixes, (prefix) => prefix + text)]) {
        for (let at = placeOf(ids, start); ids[at]?.startsWith(start) === true; at += 1) {
          const id = ids[at] ?? "";
          if ((hasDot || !id.includes(".")) && table.get(id) !== undefined) found.add(id);
        }
      }
      return [...found];
    },
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
    },
  };
}

/** `demo-` of `demo-k3f.1` */
function prefixOf(id: string): string {
  return id.slice(0, id.lastIndexOf("-") + 1);
}

export function hashOf(id: string): string {
  return id.slice(id.lastIndexOf("-") + 1);
}

/** Of the first that does not come before `text`. */
function placeOf(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
