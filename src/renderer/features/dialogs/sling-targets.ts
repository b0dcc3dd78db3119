import type { AgentView } from "../../../shared/model/agent.ts";
import type { Project } from "../../../shared/model/project.ts";

/** Where items can be slung to, the most useful first. */
export interface SlingTarget {
  /** What `work.sling` takes. */
  readonly to: string;
  readonly kind: "project" | "agent";
  readonly title: string;
  readonly note: string;
}

/** A free worker of the items' project first, then agents by how little is on their hooks. */
export function slingTargets(options: {
  readonly projects: readonly Project[];
  readonly agents: readonly AgentView[];
  /** Project of the items; undefined when they are of several, or of none. */
  readonly project: string | undefined;
  readonly text: string;
}): readonly SlingTarget[] {
  const { projects, agents, project } = options;
  const text = options.text.trim().toLowerCase();
  const fits = (name: string | undefined) => project === undefined || name === project;
  const ofProjects = projects
    .filter(({ name }) => fits(name))
    .map(({ name }): SlingTarget => ({ to: name, kind: "project", title: name, note: "a free worker, or a new one" }));
  const ofAgents = agents
    .filter((agent) => agent.decommissionedAt === undefined && (agent.role === "worker" || agent.role === "crew"))
    .filter((agent) => fits(agent.project))
    .toSorted((a, b) => load(a) - load(b) || a.name.localeCompare(b.name))
    .map((agent): SlingTarget => ({ to: agent.path, kind: "agent", title: agent.name, note: note(agent) }));
  return [...ofProjects, ...ofAgents].filter((target) => target.to.toLowerCase().includes(text));
}

function load(agent: AgentView): number {
  return (agent.hook?.item === undefined ? 0 : 1) + (agent.hook?.queue.length ?? 0);
}

function note(agent: AgentView): string {
  if (agent.parked !== undefined) return "parked";
  const waiting = agent.hook?.queue.length ?? 0;
  if (agent.hook?.item === undefined) return "free";
  return waiting === 0 ? `on ${agent.hook.item}` : `on ${agent.hook.item}, ${waiting} waiting`;
}
