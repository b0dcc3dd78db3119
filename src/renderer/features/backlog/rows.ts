/** A group of the list, whose rows are its items; a list that is not grouped is one group without a head. */
export interface Group<K> {
  readonly key: K;
  /** Items in it. */
  readonly count: number;
  /** Folded ones show their head alone. */
  readonly isOpen: boolean;
  readonly hasHead: boolean;
}

export type Row<K> =
  | { readonly kind: "head"; readonly group: Group<K> }
  /** `index` is its place within the group, from 0. */
  | { readonly kind: "item"; readonly group: Group<K>; readonly index: number };

/** Groups laid out one below the other, read by the number of a row: nothing is made for rows that nobody looks at. */
export interface Rows<K> {
  readonly count: number;
  /** Undefined beyond the end. */
  at(row: number): Row<K> | undefined;
  /** The row of an item; undefined while its group is folded or is not there. */
  rowOf(key: K, index: number): number | undefined;
}

export function layRows<K>(groups: readonly Group<K>[]): Rows<K> {
  const starts: number[] = [];
  let count = 0;
  for (const group of groups) {
    starts.push(count);
    count += sizeOf(group);
  }
  /** The last group that begins at or before the row. */
  const groupAt = (row: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    count,
    at(row) {
      if (row < 0 || row >= count) return undefined;
      const nth = groupAt(row);
      const group = groups[nth];
      if (group === undefined) return undefined;
      const within = row - (starts[nth] ?? 0) - (group.hasHead ? 1 : 0);
      return within < 0 ? { kind: "head", group } : { kind: "item", group, index: within };
    },
    rowOf(key, index) {
      const nth = groups.findIndex((group) => group.key === key);
      const group = groups[nth];
      if (group === undefined || !isUnfolded(group) || index < 0 || index >= group.count) return undefined;
      return (starts[nth] ?? 0) + (group.hasHead ? 1 : 0) + index;
    },
  };
}

function isUnfolded({ isOpen, hasHead }: Group<unknown>): boolean {
  return isOpen || !hasHead;
}

function sizeOf(group: Group<unknown>): number {
  return (group.hasHead ? 1 : 0) + (isUnfolded(group) ? group.count : 0);
}

/** A page of a group that must be read to show some rows. */
export interface PageOf<K> {
  readonly key: K;
  /** From 0. */
  readonly page: number;
}

/** The pages, each once, that hold the items of the rows `from` to `to`, both included. */
export function pagesOf<K>(rows: Rows<K>, from: number, to: number, pageSize: number): readonly PageOf<K>[] {
  const pages: PageOf<K>[] = [];
  for (let at = Math.max(0, from); at <= to; at++) {
    const row = rows.at(at);
    if (row?.kind !== "item") continue;
    const page = Math.floor(row.index / pageSize);
    const last = pages.at(-1);
    if (last === undefined || last.key !== row.group.key || last.page !== page) {
      pages.push({ key: row.group.key, page });
    }
  }
  return pages;
}
