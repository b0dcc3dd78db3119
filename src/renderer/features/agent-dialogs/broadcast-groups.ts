import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import { sessionLabel } from "../../lib/stage.ts";

/** Agents that are told something together. */
export interface AgentGroup {
  /** As in `All of shop`, `Workers`, `Working`. */
  readonly label: string;
  readonly agents: readonly string[];
}

type OwnGroup = { readonly name: string; readonly agents: readonly string[] };
type Grouped = Pick<AgentView, "path" | "project" | "role"> & { readonly state: SessionStatus["state"] | undefined };

const ROLES: Readonly<Partial<Record<AgentView["role"], string>>> = { worker: "Workers", crew: "Crew members" };

/** The user's own, then by project, by role and by what they do; none that is everybody, and none twice. */
export function agentGroups(running: readonly Grouped[], own: readonly OwnGroup[] = []): readonly AgentGroup[] {
  const groups = new Map<string, string[]>();
  for (const { name, agents } of own) {
    const members = agents.filter((agent) => running.some(({ path }) => path === agent));
    if (members.length > 0) groups.set(name, members);
  }
  const add = (label: string | undefined, path: string) => {
    if (label !== undefined) groups.set(label, [...(groups.get(label) ?? []), path]);
  };
  for (const { path, project } of running) add(project === undefined ? undefined : `All of ${project}`, path);
  for (const { path, role } of running) add(ROLES[role], path);
  for (const { path, state } of running) add(state === undefined ? undefined : sessionLabel[state], path);
  const seen = new Set<string>();
  return [...groups].flatMap(([label, agents]) => {
    const key = agents.join(" ");
    const isOwn = own.some(({ name }) => name === label);
    if (!isOwn && (agents.length === running.length || seen.has(key))) return [];
    seen.add(key);
    return [{ label, agents }];
  });
}
