import { isHoldingKind } from "../../../shared/model/item-words.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";

export interface GraphNode {
  readonly id: string;
  /** Absent for what the page does not know, e.g. of a ledger that is not open. */
  readonly item: ItemView | undefined;
  /** Steps from the item the graph is about, which has 0. */
  readonly hops: number;
}

/**
 * waits — `to` waits for `from`, so work flows along it; child — `to` is a child of `from`; link — tied otherwise, read as
 * "`from` <kind> `to`".
 */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly sort: "waits" | "child" | "link";
  /** Of the link; `child` for children. */
  readonly kind: string;
}

export interface Neighbourhood {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Nodes within reach that were left out for want of room, the farthest ones. */
  readonly leftOut: number;
}

/** How far a graph reaches: so many steps, or the epic with all that is below it. */
export type Reach = 1 | 2 | 3 | "epic";

/** More than this nobody reads, not even with a map. */
export const MOST_NODES = 500;

/** What stands around `root` among `items`, the nearest first. */
export function neighbourhood(
  root: string,
  items: readonly ItemView[],
  options: { readonly reach: Reach; readonly limit?: number },
): Neighbourhood {
  const { reach, limit = MOST_NODES } = options;
  const byId = new Map(items.map((item) => [item.id, item]));
  const edges = items.flatMap(edgesOf);
  const around = reach === "epic" ? descendants(epicOf(root, byId), edges) : within(root, edges, reach);
  const kept = [...around].slice(0, limit);
  const ids = new Set(kept.map(([id]) => id));
  return {
    nodes: kept.map(([id, hops]) => ({ id, item: byId.get(id), hops })),
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    leftOut: around.size - kept.length,
  };
}

/** The item itself where it has children, else the epic it belongs to, else itself. */
export function epicOf(root: string, byId: ReadonlyMap<string, ItemView>): string {
  for (const { parent } of byId.values()) if (parent === root) return root;
  return byId.get(root)?.parent ?? root;
}

export function edgesOf(item: ItemView): readonly GraphEdge[] {
  const links = item.links.map(({ kind, to }): GraphEdge => {
    return isHoldingKind(kind)
      ? { from: to, to: item.id, sort: "waits", kind }
      : { from: item.id, to, sort: "link", kind };
  });
  return item.parent === undefined
    ? links
    : [...links, { from: item.parent, to: item.id, sort: "child", kind: "child" }];
}

/** Ids with their distance, nearest first. */
function within(root: string, edges: readonly GraphEdge[], reach: number): ReadonlyMap<string, number> {
  const neighbours = new Map<string, string[]>();
  const join = (from: string, to: string) => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [to]);
    else known.push(to);
  };
  for (const { from, to } of edges) {
    join(from, to);
    join(to, from);
  }
  return spread(root, (id) => neighbours.get(id) ?? [], reach);
}

function descendants(root: string, edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const childrenOf = Map.groupBy(
    edges.filter(({ sort }) => sort === "child"),
    ({ from }) => from,
  );
  return spread(root, (id) => childrenOf.get(id)?.map(({ to }) => to) ?? [], Number.POSITIVE_INFINITY);
}

function spread(root: string, next: (id: string) => readonly string[], reach: number): ReadonlyMap<string, number> {
  const found = new Map([[root, 0]]);
  for (const [id, hops] of found) {
    if (hops >= reach) break;
    // A map goes on with what is added while it is walked.
    for (const other of next(id)) if (!found.has(other)) found.set(other, hops + 1);
  }
  return found;
}
