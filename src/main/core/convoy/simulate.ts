/** A piece of work as the simulation sees it. */
export interface Task {
  readonly id: string;
  /** Ids of tasks that come first; what is no task is passed over. */
  readonly after: readonly string[];
  /** From the start, in ms. */
  readonly notBefore: number;
  /** Whose agents do it; a task without a pool needs none. */
  readonly pool: string | undefined;
  /** On an agent already: it has its place and waits for nothing. */
  readonly isUnderWay: boolean;
}

export interface Room {
  /** Tasks at once over all pools. */
  readonly overall: number;
  of(pool: string): number;
}

/**
 * Runs tasks one time through: each begins as soon as what it waits for is over and there is room, those first that most work
 * hangs on. Answers after how many ms the last one is over. Tasks of a circle are taken as if they waited for nothing.
 */
export function simulate(tasks: readonly Task[], room: Room, ms: (task: Task) => number): number {
  const took = tasks.map(ms);
  const nth = new Map(tasks.map(({ id }, index) => [id, index]));
  const next = tasks.map((): number[] => []);
  const waits = tasks.map(({ after, isUnderWay }, index) => {
    if (isUnderWay) return 0;
    const before = [...new Set(after)].flatMap((id) => nth.get(id) ?? []).filter((one) => one !== index);
    for (const one of before) next[one]?.push(index);
    return before.length;
  });
  const rank = ranksOf(next, took);
  const ready = new Map<string, Heap>();
  const running = createHeap();
  let free = room.overall;
  const freeIn = new Map<string, number>();
  let now = 0;
  let left = tasks.length;
  /** Until when each runs; those that are put off stand in the same heap with their beginning. */
  const began = tasks.map(() => false);

  const begin = (index: number) => {
    began[index] = true;
    const pool = tasks[index]?.pool;
    if (pool !== undefined) {
      free -= 1;
      freeIn.set(pool, (freeIn.get(pool) ?? room.of(pool)) - 1);
    }
    running.add(now + (took[index] ?? 0), index);
  };
  const offer = (index: number) => {
    const task = tasks[index];
    if (task === undefined) return;
    if (task.notBefore > now) {
      running.add(task.notBefore, index);
      return;
    }
    if (task.pool === undefined || task.isUnderWay) {
      begin(index);
      return;
    }
    let heap = ready.get(task.pool);
    if (heap === undefined) ready.set(task.pool, (heap = createHeap()));
    heap.add(-(rank[index] ?? 0), index);
  };
  const fill = () => {
    for (const [pool, heap] of ready) {
      while (free > 0 && heap.size() > 0 && (freeIn.get(pool) ?? room.of(pool)) > 0) begin(heap.take()?.index ?? 0);
    }
  };

  for (const [index, task] of tasks.entries()) if (task.isUnderWay) offer(index);
  for (const [index, task] of tasks.entries()) if (!task.isUnderWay && waits[index] === 0) offer(index);
  while (left > 0) {
    fill();
    const event = running.take();
    if (event === undefined) {
      // Only a circle is left: the first that has not begun opens it.
      const stuck = began.findIndex((hasBegun, index) => !hasBegun && (waits[index] ?? 0) > 0);
      if (stuck < 0) break;
      waits[stuck] = 0;
      offer(stuck);
      continue;
    }
    now = Math.max(now, event.key);
    if (began[event.index] !== true) {
      offer(event.index);
      continue;
    }
    left -= 1;
    const pool = tasks[event.index]?.pool;
    if (pool !== undefined) {
      free += 1;
      freeIn.set(pool, (freeIn.get(pool) ?? 0) + 1);
    }
    for (const one of next[event.index] ?? []) {
      const waitsStill = (waits[one] ?? 0) - 1;
      if (waits[one] === 0) continue;
      waits[one] = waitsStill;
      if (waitsStill === 0) offer(one);
    }
  }
  return now;
}

/** Of each task, the time of the longest chain that begins with it. */
function ranksOf(next: readonly (readonly number[])[], took: readonly number[]): readonly number[] {
  const rank: (number | undefined)[] = next.map(() => undefined);
  const underWay = new Set<number>();
  for (const start of next.keys()) {
    const stack = [start];
    for (let index = stack.at(-1); index !== undefined; index = stack.at(-1)) {
      const own = next[index] ?? [];
      underWay.add(index);
      const open = own.find((one) => rank[one] === undefined && !underWay.has(one));
      if (rank[index] === undefined && open !== undefined) {
        stack.push(open);
        continue;
      }
      rank[index] ??= own.reduce((most, one) => Math.max(most, rank[one] ?? 0), 0) + (took[index] ?? 0);
      underWay.delete(index);
      stack.pop();
    }
  }
  return rank.map((one) => one ?? 0);
}

interface Entry {
  readonly key: number;
  readonly index: number;
}

interface Heap {
  add(key: number, index: number): void;
  /** The one with the smallest key. */
  take(): Entry | undefined;
  size(): number;
}

function createHeap(): Heap {
  const entries: Entry[] = [];
  const isLess = (a: Entry, b: Entry) => a.key < b.key || (a.key === b.key && a.index < b.index);
  const swap = (a: number, b: number) => {
    const [one, other] = [entries[a], entries[b]];
    if (one === undefined || other === undefined) return;
    entries[a] = other;
    entries[b] = one;
  };
  const goesBefore = (a: number, b: number) => {
    const [one, other] = [entries[a], entries[b]];
    return one !== undefined && other !== undefined && isLess(one, other);
  };
  return {
    add(key, index) {
      entries.push({ key, index });
      for (let at = entries.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!goesBefore(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    take() {
      const first = entries[0];
      const last = entries.pop();
      if (first === undefined || last === undefined || entries.length === 0) return first;
      entries[0] = last;
      for (let at = 0; ;) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2]) if (goesBefore(child, least)) least = child;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
    size: () => entries.length,
  };
}
