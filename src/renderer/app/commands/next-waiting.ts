import type { SessionStatus } from "../../../shared/model/agent.ts";
import type { Overview } from "../../lib/server-state/queries.ts";
import { NEEDS_USER } from "../../lib/stage.ts";

/** Where the user is waited for: an agent's terminal, or the merge queue. */
export type WaitingPlace = { readonly kind: "terminal"; readonly agent: string } | { readonly kind: "queue" };

export interface WaitingFacts {
  readonly agents: Overview["agents"];
  /** What the stream said last, by agent. */
  readonly byAgent: ReadonlyMap<string, SessionStatus>;
  /** As the core counts them: agents, parked ones too, and submissions. */
  readonly needsUser: number;
}

/** Agents that wait, the longest first, then the queue where something in it waits. */
export function waitingPlaces({ agents, byAgent, needsUser }: WaitingFacts): readonly WaitingPlace[] {
  const statusOf = (agent: Overview["agents"][number]) => byAgent.get(agent.path) ?? agent.status;
  const waits = (status: SessionStatus | undefined) => status !== undefined && NEEDS_USER.has(status.state);
  const waiting = agents
    .filter((agent) => waits(statusOf(agent)))
    .toSorted((a, b) => (statusOf(a)?.since ?? 0) - (statusOf(b)?.since ?? 0));
  const others = agents.filter((agent) => agent.parked !== undefined && !waits(statusOf(agent))).length;
  const places = waiting.map(({ path }): WaitingPlace => ({ kind: "terminal", agent: path }));
  return needsUser > waiting.length + others ? [...places, { kind: "queue" }] : places;
}

/** The place behind the one that was looked at last, around the end; the first where that is none of them. */
export function nextPlace(places: readonly WaitingPlace[], focusedAgent: string | undefined): WaitingPlace | undefined {
  const last = places.findIndex((place) => place.kind === "terminal" && place.agent === focusedAgent);
  return places[(last + 1) % places.length];
}
