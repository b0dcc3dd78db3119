import { findPath } from "./cycles.ts";

/** An edge of the graph of what waits for what: `from` waits for `to`. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

export interface Circle {
  /** Each waits for the next, the last for the first. */
  readonly items: readonly string[];
  readonly ignored: Edge;
}

/**
 * Circles of items that wait for one another. Nobody can write one, but two clones can each write half of it. Then the newest
 * edge is ignored, the same one in every clone, so that work goes on until a person takes one away.
 */
export interface Circles {
  isIgnored(from: string, to: string): boolean;
  list(): readonly Circle[];
  /** It has other edges than before; `more` if some were added. */
  changed(id: string, more: boolean): void;
  /** Looks after what has changed; answers the items whose edges are ignored, or are so no longer. Cheap when nothing did. */
  refresh(): readonly string[];
}

export interface CirclesDeps {
  /** What it waits for, open or not. */
  edges(id: string): readonly string[];
  /** Whether anything waits for it. */
  isAwaited(id: string): boolean;
  /** All items that have edges. */
  nodes(): Iterable<string>;
  /** Orders edges by age, the oldest first, the same in every clone. */
  compareAge(a: Edge, b: Edge): number;
}

/** With more items changed, one pass over all costs less than looking from each. */
const MANY = 200;

export function createCircles(deps: CirclesDeps): Circles {
  let ignored = new Map<string, Edge>();
  /** Every item that is on a circle, ignored edges counted. */
  let knotted = new Set<string>();
  const grown = new Set<string>();
  let isStale = false;

  /** All items that may be on a circle now; undefined where that is none beyond those that were. */
  function suspects(): Iterable<string> | undefined {
    if (grown.size > MANY) return hasCircle(deps.nodes(), deps.edges) ? deps.nodes() : undefined;
    const found = new Set<string>();
    for (const id of grown) {
      if (!deps.isAwaited(id) || found.has(id)) continue;
      const reached = new Set(deps.edges(id));
      for (const at of reached) for (const to of deps.edges(at)) reached.add(to);
      // Whatever is on a circle with it is among what it reaches.
      if (reached.has(id)) for (const at of reached) found.add(at);
    }
    return found.size === 0 ? undefined : found;
  }

  function recompute(among: ReadonlySet<string>): readonly string[] {
    const before = ignored;
    const found: Edge[] = [];
    const isLeftOut = new Set<string>();
    const rest = (id: string) => deps.edges(id).filter((to) => among.has(to) && !isLeftOut.has(keyOf(id, to)));
    let knots = knotsOf(among, rest);
    knotted = new Set(knots.flat());
    while (knots.length > 0) {
      for (const knot of knots) {
        const inside = new Set(knot);
        const edges = knot.flatMap((from) =>
          rest(from)
            .filter((to) => inside.has(to))
            .map((to) => ({ from, to })),
        );
        const newest = edges.reduce((a, b) => (deps.compareAge(a, b) < 0 ? b : a));
        isLeftOut.add(keyOf(newest.from, newest.to));
        found.push(newest);
      }
      knots = knotsOf(knots.flat(), rest);
    }
    ignored = new Map(found.map((edge) => [keyOf(edge.from, edge.to), edge]));
    const moved = [...before, ...ignored].filter(([key]) => before.has(key) !== ignored.has(key));
    return moved.flatMap(([, { from, to }]) => [from, to]);
  }

  return {
    isIgnored: (from, to) => ignored.size > 0 && ignored.has(keyOf(from, to)),
    list: () =>
      [...ignored.values()].map((edge) => ({
        // The way back from its end to its beginning; it was there when the edge was found, over edges that count or not.
        items: [edge.from, ...(findPath(edge.to, edge.from, deps.edges) ?? [edge.to]).slice(0, -1)],
        ignored: edge,
      })),
    changed(id, more) {
      if (more) grown.add(id);
      isStale ||= ignored.size > 0;
    },
    refresh() {
      if (grown.size === 0 && !isStale) return [];
      const suspected = suspects();
      const moved = isStale || suspected !== undefined ? recompute(new Set([...knotted, ...(suspected ?? [])])) : [];
      grown.clear();
      isStale = false;
      return moved;
    },
  };
}

/** Whether there is any: cheaper than to know all, and there hardly ever is. */
function hasCircle(nodes: Iterable<string>, edges: (id: string) => readonly string[]): boolean {
  const done = new Set<string>();
  const onPath = new Set<string>();
  for (const root of nodes) {
    if (done.has(root)) continue;
    const path = [{ id: root, to: edges(root), next: 0 }];
    onPath.add(root);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const to = at.to[at.next];
      at.next += 1;
      if (to === undefined) {
        path.pop();
        onPath.delete(at.id);
        done.add(at.id);
      } else if (onPath.has(to)) return true;
      else if (!done.has(to)) {
        const next = edges(to);
        if (next.length === 0) {
          done.add(to);
          continue;
        }
        onPath.add(to);
        path.push({ id: to, to: next, next: 0 });
      }
    }
  }
  return false;
}

function keyOf(from: string, to: string): string {
  return `${from} ${to}`;
}

/**
 * Sets of items each of which waits for each other, directly or not: strongly connected components with a circle in them.
 * Tarjan's algorithm, with a stack of its own since chains are longer than the call stack.
 */
export function knotsOf(nodes: Iterable<string>, edges: (id: string) => readonly string[]): string[][] {
  const knots: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();

  function enter(id: string): { readonly id: string; readonly to: readonly string[]; next: number } {
    order.set(id, order.size);
    low.set(id, order.size - 1);
    open.push(id);
    isOpen.add(id);
    return { id, to: edges(id), next: 0 };
  }
  const lower = (id: string, to: number) => low.set(id, Math.min(low.get(id) ?? 0, to));

  for (const root of nodes) {
    if (order.has(root)) continue;
    const path = [enter(root)];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const to = at.to[at.next];
      at.next += 1;
      if (to !== undefined) {
        if (!order.has(to)) path.push(enter(to));
        else if (isOpen.has(to)) lower(at.id, order.get(to) ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lower(above.id, low.get(at.id) ?? 0);
      if (low.get(at.id) !== order.get(at.id)) continue;
      const knot = open.splice(open.lastIndexOf(at.id));
      for (const id of knot) isOpen.delete(id);
      if (knot.length > 1 || at.to.includes(at.id)) knots.push(knot);
    }
  }
  return knots;
}
