/** Something that waits for something else. `cut` takes the edge out of what is planned; what is in the ledger already has none. */
export interface PlannedEdge {
  readonly to: string;
  cut?(): void;
}

export interface OrderDeps {
  /** What an item would wait for, without what was cut. */
  edges(id: string): readonly PlannedEdge[];
  /** An edge that would have closed a circle was cut; `circle` begins and ends with the same item. */
  onCut(circle: readonly string[]): void;
  readonly pace: { readonly isDue: boolean; rest(): Promise<void> };
}

interface Frame {
  readonly id: string;
  /** The edge that led here. */
  readonly via: PlannedEdge | undefined;
  readonly edges: readonly PlannedEdge[];
  next: number;
}

/**
 * The items in an order in which each comes after all that it waits for, so that a half-way import shows none as ready too
 * soon; circles are cut where they close. Takes time in proportion to items and edges.
 */
export async function orderByWaiting(ids: readonly string[], deps: OrderDeps): Promise<string[]> {
  for (;;) {
    const pass = await walk(ids, deps);
    if (pass.isWhole) return pass.order;
  }
}

async function walk(ids: readonly string[], deps: OrderDeps): Promise<{ order: string[]; isWhole: boolean }> {
  const wanted = new Set(ids);
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  let isWhole = true;
  for (const root of ids) {
    if (deps.pace.isDue) await deps.pace.rest();
    if (state.has(root)) continue;
    const path: Frame[] = [enter(root, undefined)];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const edge = at.edges[at.next];
      at.next += 1;
      if (edge === undefined) {
        state.set(at.id, "done");
        if (wanted.has(at.id)) order.push(at.id);
        path.pop();
      } else if (state.get(edge.to) === "open") {
        isWhole = cutCircle(path, edge) && isWhole;
      } else if (!state.has(edge.to)) path.push(enter(edge.to, edge));
    }
  }
  return { order, isWhole };

  function enter(id: string, via: PlannedEdge | undefined): Frame {
    state.set(id, "open");
    return { id, via, edges: deps.edges(id), next: 0 };
  }

  /** False when an edge further back had to go, so that all has to be looked at again. */
  function cutCircle(path: readonly Frame[], edge: PlannedEdge): boolean {
    const begin = path.findIndex((frame) => frame.id === edge.to);
    const circle = [...path.slice(begin).map((frame) => frame.id), edge.to];
    if (edge.cut !== undefined) {
      edge.cut();
      deps.onCut(circle);
      return true;
    }
    const planned = path.slice(begin + 1).findLast((frame) => frame.via?.cut !== undefined);
    // A circle of the ledger's own, as a merge can leave one: the ledger knows which of its edges it ignores.
    if (planned?.via?.cut === undefined) return true;
    planned.via.cut();
    deps.onCut(circle);
    return false;
  }
}
