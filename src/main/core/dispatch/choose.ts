import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Assignment } from "./decide.ts";

/** A waiting assignment with what decides its turn. */
export interface Candidate {
  readonly assignment: Assignment;
  readonly item: Pick<ItemView, "id" | "priority" | "unblocks" | "blockedBy" | "deferredUntil" | "createdAt">;
  /** Convoys with a limit that hold it. */
  readonly convoys: readonly string[];
}

export interface Room {
  /** How many more workers a project may have. */
  workers(project: string): number;
  /** How many more items of a convoy may be worked on. */
  convoys(id: string): number;
}

/**
 * Who goes out now, the most useful first: by priority, then by how many items it frees, then by age. Room is used up
 * as it chooses. Items for a named agent need no worker; those that wait for others, or were put off, stay.
 */
export function choose(candidates: readonly Candidate[], room: Room, now: number): readonly Assignment[] {
  const workers = new Map<string, number>();
  const convoys = new Map<string, number>();
  const workersLeft = (project: string) => workers.get(project) ?? room.workers(project);
  const convoyLeft = (id: string) => convoys.get(id) ?? room.convoys(id);
  const chosen: Assignment[] = [];
  for (const { assignment, item, convoys: limited } of candidates.toSorted(byUse)) {
    if (item.blockedBy.length > 0 || (item.deferredUntil ?? 0) > now) continue;
    if (limited.some((id) => convoyLeft(id) <= 0)) continue;
    if (assignment.aim.kind === "worker") {
      const left = workersLeft(assignment.project);
      if (left <= 0) continue;
      workers.set(assignment.project, left - 1);
    }
    for (const id of limited) convoys.set(id, convoyLeft(id) - 1);
    chosen.push(assignment);
  }
  return chosen;
}

function byUse(a: Candidate, b: Candidate): number {
  return (
    a.item.priority - b.item.priority ||
    b.item.unblocks - a.item.unblocks ||
    a.assignment.slungAt - b.assignment.slungAt ||
    a.item.createdAt - b.item.createdAt ||
    (a.item.id < b.item.id ? -1 : 1)
  );
}
