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
  const best = new Map<string, { readonly minutes: number; readonly before: string | undefined }>();
  const underWay = new Set<string>();
  const longestTo = (id: string): number => {
    const known = best.get(id);
    if (known !== undefined) return known.minutes;
    // A circle, as a merge can make it: nothing is gained by going round.
    if (underWay.has(id)) return 0;
    underWay.add(id);
    let before: string | undefined;
    let minutes = 0;
    for (const { from } of waitsFor.get(id) ?? []) {
      const so = longestTo(from);
      if (so > minutes) {
        minutes = so;
        before = from;
      }
    }
    underWay.delete(id);
    minutes += open.get(id)?.estimateMinutes ?? GUESSED_MINUTES;
    best.set(id, { minutes, before });
    return minutes;
  };
  const last = [...waitsFor.keys()].toSorted((a, b) => longestTo(b) - longestTo(a))[0];
  if (last === undefined) return undefined;
  // Sorting compares nothing where there is but one.
  longestTo(last);
  const ids: string[] = [];
  for (let id: string | undefined = last; id !== undefined && !ids.includes(id); id = best.get(id)?.before) {
    ids.unshift(id);
  }
  const estimates = ids.map((id) => open.get(id)?.estimateMinutes);
  return {
    ids,
    minutes: estimates.every((one) => one !== undefined) ? estimates.reduce((sum, one) => sum + one, 0) : undefined,
  };
}
