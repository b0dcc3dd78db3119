import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { RecordTable } from "../platform/store/record-store.ts";

/** Ids in the order of their letters, and of the letters of their hashes, so that a beginning is found by halving. */
export interface IdIndex {
  /** Ids that begin with `text`, with or without the ledger's prefix, in order; children only where `text` has a dot. */
  beginningWith(text: string): readonly string[];
  [Symbol.dispose](): void;
}

interface Entry {
  readonly text: string;
  readonly id: string;
}

/** With more that are new than this, sorting once is cheaper than putting each in its place. */
const MANY = 64;

export function createIdIndex(table: RecordTable<WorkItem>): IdIndex {
  /** By id and by hash; of children both, for `k3f.1`. What was removed is left in until the next rebuild. */
  let entries: Entry[] | undefined;
  let fresh: Entry[] = [];
  const watching = table.watch(({ id, before, after }) => {
    if (entries !== undefined && before === undefined && after !== undefined) fresh.push(...entriesOf(id));
  });

  function current(): readonly Entry[] {
    if (entries === undefined) {
      entries = [...table.values()].flatMap(({ id }) => entriesOf(id)).toSorted(compare);
      return entries;
    }
    if (fresh.length > MANY) entries = [...entries, ...fresh].toSorted(compare);
    else for (const entry of fresh) entries.splice(placeOf(entries, entry.text), 0, entry);
    fresh = [];
    return entries;
  }

  return {
    beginningWith(text) {
      const sorted = current();
      const hasDot = text.includes(".");
      const found = new Set<string>();
      for (let at = placeOf(sorted, text); sorted[at]?.text.startsWith(text) === true; at += 1) {
        const id = sorted[at]?.id ?? "";
        if ((hasDot || !id.includes(".")) && table.get(id) !== undefined) found.add(id);
      }
      return [...found];
    },
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
    },
  };
}

function entriesOf(id: string): Entry[] {
  return [
    { text: id, id },
    { text: hashOf(id), id },
  ];
}

export function hashOf(id: string): string {
  return id.slice(id.lastIndexOf("-") + 1);
}

/** Of the first that does not come before `text`. */
function placeOf(sorted: readonly Entry[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.text ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(a: Entry, b: Entry): number {
  return a.text < b.text ? -1 : a.text > b.text ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
