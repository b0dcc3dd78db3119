import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import { type Tone, sessionTone } from "../../lib/stage.ts";
import type { WallFilter, WallOrder } from "./wall-settings.ts";

const ORDER: readonly Tone[] = ["attention", "trouble", "working", "ready", "neutral", "faint"];
const SHOWN_ROLES: ReadonlySet<AgentView["role"]> = new Set(["worker", "crew", "manager", "maintenance-worker"]);

export interface ShownAgent {
  readonly agent: AgentView;
  readonly status: SessionStatus | undefined;
}

/** Tiles that stand together; `project` is undefined where all do. */
export interface AgentGroup {
  readonly project: string | undefined;
  readonly agents: readonly ShownAgent[];
}

/** Agents that have terminals, whatever is filtered. */
export function wallAgents(
  agents: readonly AgentView[],
  statusOf: (agent: AgentView) => SessionStatus | undefined,
): readonly ShownAgent[] {
  return agents
    .filter((agent) => agent.decommissionedAt === undefined && SHOWN_ROLES.has(agent.role))
    .map((agent) => ({ agent, status: statusOf(agent) }));
}

/**
 * How they stand on the wall. By attention: those who wait for somebody or are in trouble first, the idle last, else by
 * name. By project: in groups, those of no project first, each by name, so that tiles keep their places.
 */
export function arrangeAgents(
  agents: readonly ShownAgent[],
  { order, filter }: { readonly order: WallOrder; readonly filter: WallFilter },
): readonly AgentGroup[] {
  const shown = agents.filter((one) => passes(one, filter)).toSorted(byName);
  if (order === "name") return groupOf(undefined, shown);
  if (order === "attention") {
    return groupOf(
      undefined,
      shown.toSorted((a, b) => rank(a) - rank(b)),
    );
  }
  const byProject = Map.groupBy(shown, ({ agent }) => agent.project ?? "");
  return [...byProject]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([project, members]) => groupOf(project, members));
}

function groupOf(project: string | undefined, agents: readonly ShownAgent[]): readonly AgentGroup[] {
  return agents.length === 0 ? [] : [{ project, agents }];
}

function byName(a: ShownAgent, b: ShownAgent): number {
  return a.agent.name.localeCompare(b.agent.name) || a.agent.path.localeCompare(b.agent.path);
}

export function toneOf({ agent, status }: ShownAgent): Tone {
  if (agent.parked !== undefined) return "trouble";
  return status === undefined ? "faint" : sessionTone[status.state];
}

function rank(one: ShownAgent): number {
  return one.status === undefined && one.agent.parked === undefined ? ORDER.length : ORDER.indexOf(toneOf(one));
}

function passes(one: ShownAgent, filter: WallFilter): boolean {
  const tone = toneOf(one);
  if (filter === "waiting") return tone === "attention" || tone === "trouble";
  return filter === "all" || tone === "working" || tone === "ready";
}
