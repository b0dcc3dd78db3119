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

export function createSortedList<T>(compare: (a: T, b: T) => number): SortedList<T> {
  let items: T[] = [];

  function place(item: T): number {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = items[middle];
      if (other !== undefined && compare(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(item) {
      items.splice(place(item), 0, item);
    },
    remove(item) {
      const at = place(item);
      const found = items[at];
      if (found !== undefined && compare(found, item) === 0) items.splice(at, 1);
    },
    reset(all) {
      items = all.toSorted(compare);
    },
    first: () => items[0],
    get size() {
      return items.length;
    },
    [Symbol.iterator]: () => items.values(),
  };
}
