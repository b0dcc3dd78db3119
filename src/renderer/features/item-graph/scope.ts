import type { ItemView } from "../../../shared/model/work-item.ts";
import { type GraphEdge, MOST_NODES, type Neighbourhood, edgesOf } from "./neighbourhood.ts";

/** What a graph is of, beside a single item: everything in a convoy, below an epic, or in a project. */
export interface Scope {
  readonly kind: "convoy" | "epic" | "project";
  /** Id or name. */
  readonly of: string;
}

/** `convoy/cv-1`, as panes carry it; undefined for anything else. */
export function parseScope(text: string): Scope | undefined {
  const cut = text.indexOf("/");
  const kind = text.slice(0, cut);
  const of = text.slice(cut + 1);
  if ((kind !== "convoy" && kind !== "epic" && kind !== "project") || of === "") return undefined;
  return { kind, of };
}

/**
 * Everything in a scope, and what it waits for from outside of it (`hops` 1). Without what is finished, if it is not wanted;
 * of too many the open ones stay, the most urgent first.
 */
export function inScope(
  scope: Scope,
  items: readonly ItemView[],
  { withFinished, limit = MOST_NODES }: { readonly withFinished: boolean; readonly limit?: number },
): Neighbourhood {
  const byId = new Map(items.map((item) => [item.id, item]));
  const isWanted = (item: ItemView) => withFinished || item.status !== "closed";
  const own = items.filter((item) => belongs(item, scope, byId) && isWanted(item));
  const ids = new Set(own.map(({ id }) => id));
  const outside = new Set(own.flatMap(({ blockedBy }) => blockedBy).filter((id) => !ids.has(id)));
  const ranked = own.toSorted(
    (a, b) =>
      Number(a.status === "closed") - Number(b.status === "closed") ||
      a.priority - b.priority ||
      a.createdAt - b.createdAt ||
      (a.id < b.id ? -1 : 1),
  );
  const all = [
    ...ranked.map((item) => ({ id: item.id, item, hops: 0 })),
    ...[...outside].toSorted().map((id) => ({ id, item: byId.get(id), hops: 1 })),
  ];
  const nodes = all.slice(0, limit);
  const shown = new Set(nodes.map(({ id }) => id));
  const edges = items.flatMap(edgesOf).filter((edge: GraphEdge) => shown.has(edge.from) && shown.has(edge.to));
  return { nodes, edges, leftOut: all.length - nodes.length };
}

function belongs(item: ItemView, { kind, of }: Scope, byId: ReadonlyMap<string, ItemView>): boolean {
  if (kind === "convoy") return item.convoys.includes(of);
  if (kind === "project") return item.project === of;
  const seen = new Set<string>();
  for (let at: ItemView | undefined = item; at !== undefined && !seen.has(at.id); at = byId.get(at.parent ?? "")) {
    if (at.id === of) return true;
    seen.add(at.id);
  }
  return false;
}
