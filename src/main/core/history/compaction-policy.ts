import { createPause } from "../base/slices.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";

/** Why a closed item keeps its texts. */
export type Reason =
  | "is open"
  | "is compacted already"
  | "was closed too recently"
  | "is near open items"
  | "has nothing to shorten";

/** Whoever comes within so many links of open work may still want to read the item. */
const NEAR = 2;

/** How long its texts are, in characters. */
export function charsOf(item: Pick<WorkItem, "description" | "acceptance" | "notes" | "design">): number {
  return item.description.length + item.acceptance.length + item.notes.length + (item.design?.length ?? 0);
}

export interface CompactionPolicy {
  /** Undefined where it may be compacted. `closedBefore` in milliseconds since 1970; undefined for whenever. */
  judge(item: WorkItem, closedBefore: number | undefined): Reason | undefined;
}

/**
 * Judges closed items. One pass over all items finds those near open ones: linked in either direction, or parent and child,
 * over two steps.
 */
export async function createCompactionPolicy(items: readonly WorkItem[]): Promise<CompactionPolicy> {
  const pause = createPause();
  const neighbours = new Map<string, string[]>();
  const link = (a: string, b: string) => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = neighbours.get(one);
      if (known === undefined) neighbours.set(one, [other]);
      else known.push(other);
    }
  };
  let ring: string[] = [];
  for (const item of items) {
    for (const { to } of item.links) link(item.id, to);
    if (item.parent !== undefined) link(item.id, item.parent);
    if (item.status !== "closed") ring.push(item.id);
    const due = pause();
    if (due !== undefined) await due;
  }
  const near = new Set(ring);
  for (let step = 0; step < NEAR; step += 1) {
    const next: string[] = [];
    for (const id of ring) {
      for (const neighbour of neighbours.get(id) ?? []) {
        if (near.has(neighbour)) continue;
        near.add(neighbour);
        next.push(neighbour);
      }
    }
    ring = next;
  }
  return {
    judge(item, closedBefore) {
      if (item.status !== "closed") return "is open";
      if (item.compacted !== undefined) return "is compacted already";
      if (closedBefore !== undefined && (item.closedAt ?? item.updatedAt) > closedBefore) {
        return "was closed too recently";
      }
      if (near.has(item.id)) return "is near open items";
      return charsOf(item) === 0 ? "has nothing to shorten" : undefined;
    },
  };
}
