import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import { type Tone, sessionTone } from "../../lib/stage.ts";

const ORDER: readonly Tone[] = ["attention", "trouble", "working", "ready", "neutral", "faint"];
const SHOWN_ROLES: ReadonlySet<AgentView["role"]> = new Set(["worker", "crew", "manager", "maintenance-worker"]);

export interface ShownAgent {
  readonly agent: AgentView;
  readonly status: SessionStatus | undefined;
}

/** Agents with terminals: those who wait for somebody or are in trouble first, the idle last; else by name. */
export function orderAgents(
  agents: readonly AgentView[],
  statusOf: (agent: AgentView) => SessionStatus | undefined,
): readonly ShownAgent[] {
  const rank = ({ agent, status }: ShownAgent) => {
    if (agent.parked !== undefined) return ORDER.indexOf("trouble");
    return status === undefined ? ORDER.length : ORDER.indexOf(sessionTone[status.state]);
  };
  return agents
    .filter((agent) => agent.decommissionedAt === undefined && SHOWN_ROLES.has(agent.role))
    .map((agent) => ({ agent, status: statusOf(agent) }))
    .toSorted((a, b) => rank(a) - rank(b) || a.agent.name.localeCompare(b.agent.name));
}
