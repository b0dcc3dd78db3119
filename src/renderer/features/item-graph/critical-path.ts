import { longestChain } from "../../../shared/model/longest-chain.ts";
import type { GraphEdge, GraphNode } from "./neighbourhood.ts";

export interface CriticalPath {
  /** Open items, each waiting for the one before it. */
  readonly ids: readonly string[];
  /** Sum of their estimates; undefined unless all have one. */
  readonly minutes: number | undefined;
}

/** Stands for an item without an estimate among items that have one. */
const GUESSED_MINUTES = 60;

/** The longest chain of open items that wait for one another; undefined where nothing open waits. */
export function criticalPath(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): CriticalPath | undefined {
  const open = new Map(
    nodes.flatMap(({ id, item }) => (item === undefined || item.status === "closed" ? [] : [[id, item] as const])),
  );
  const waitsFor = Map.groupBy(
    edges.filter(({ sort, from, to }) => sort === "waits" && open.has(from) && open.has(to)),
    ({ to }) => to,
  );
  const chain = longestChain([...open.keys()], {
    after: (id) => waitsFor.get(id)?.map(({ from }) => from) ?? [],
    weight: (id) => open.get(id)?.estimateMinutes ?? GUESSED_MINUTES,
  });
  if (chain === undefined || chain.ids.length < 2) return undefined;
  const estimates = chain.ids.map((id) => open.get(id)?.estimateMinutes);
  return { ids: chain.ids, minutes: estimates.every((one) => one !== undefined) ? chain.weight : undefined };
}
