/** Items kept in the order of `compare`, which must tell any two of them apart. Adding and removing find their place by halving. */
export interface SortedList<T> extends Iterable<T> {
  add(item: T): void;
  /** Removes the item that compares as equal. */
  remove(item: T): void;
  /** Holds these instead, in whatever order they come. */
  reset(all: readonly T[]): void;
  first(): T | undefined;
  readonly size: number;
}

/** Of a chunk: inserting moves what is behind it in the chunk alone, and a hundred thousand items are a few hundred chunks. */
const FULL = 512;

export function createSortedList<T>(compare: (a: T, b: T) => number): SortedList<T> {
  /** None is empty, but for the first of an empty list. */
  let chunks: T[][] = [[]];
  let size = 0;

  /** The first of `count` places of which `isBefore` is false. */
  function halve(count: number, isBefore: (n: number) => boolean): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function place(item: T): { readonly chunk: T[]; readonly number: number; readonly at: number } {
    const isBefore = (other: T | undefined) => other !== undefined && compare(other, item) < 0;
    const number = halve(chunks.length - 1, (n) => isBefore(chunks[n]?.at(-1)));
    const chunk = chunks[number] ?? [];
    return { chunk, number, at: halve(chunk.length, (n) => isBefore(chunk[n])) };
  }

  return {
    add(item) {
      const { chunk, number, at } = place(item);
      chunk.splice(at, 0, item);
      size += 1;
      if (chunk.length > FULL) chunks.splice(number + 1, 0, chunk.splice(FULL >> 1));
    },
    remove(item) {
      const { chunk, number, at } = place(item);
      const found = chunk[at];
      if (found === undefined || compare(found, item) !== 0) return;
      chunk.splice(at, 1);
      size -= 1;
      if (chunk.length === 0 && chunks.length > 1) chunks.splice(number, 1);
    },
    reset(all) {
      const sorted = all.toSorted(compare);
      size = sorted.length;
      chunks = [];
      for (let start = 0; start < size; start += FULL) chunks.push(sorted.slice(start, start + FULL));
      if (size === 0) chunks.push([]);
    },
    first: () => chunks[0]?.[0],
    get size() {
      return size;
    },
    *[Symbol.iterator]() {
      for (const chunk of chunks) yield* chunk;
    },
  };
}
