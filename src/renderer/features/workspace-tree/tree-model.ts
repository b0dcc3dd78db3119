import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import type { Project } from "../../../shared/model/project.ts";
import type { Role } from "../../../shared/model/identity.ts";
import { NEEDS_USER } from "../../lib/stage.ts";

/** A line of the tree, as drawn from top to bottom. */
export type TreeRow =
  | {
      readonly kind: "project";
      readonly key: string;
      readonly project: Project;
      readonly isOpen: boolean;
      /** Sessions at work. */
      readonly atWork: number;
      readonly needsUser: number;
    }
  | {
      readonly kind: "group";
      readonly key: string;
      readonly label: string;
      readonly count: number;
      readonly level: number;
    }
  | { readonly kind: "agent"; readonly key: string; readonly agent: AgentView; readonly level: number };

const ROLE_LABELS: Readonly<Partial<Record<Role, string>>> = {
  crew: "Crew",
  worker: "Workers",
  "merge-coordinator": "Merge coordinator",
  "recovery-monitor": "Recovery monitor",
  manager: "Manager",
  "maintenance-controller": "Maintenance",
  "maintenance-worker": "Maintenance",
  "controller-monitor": "Maintenance",
};
const ROLE_ORDER = ["crew", "worker", "merge-coordinator", "recovery-monitor"] as const satisfies readonly Role[];
const WORKSPACE_ROLES = ["manager", "maintenance-controller", "maintenance-worker", "controller-monitor"] as const;

/** The scope of agents that belong to no project; no project can be called so. */
const WORKSPACE = "/";

const AT_WORK: ReadonlySet<SessionStatus["state"]> = new Set(["starting", "working", "user-typing"]);

export function isAtWork(status: SessionStatus | undefined): boolean {
  return status !== undefined && AT_WORK.has(status.state);
}

export interface TreeInput {
  readonly projects: readonly Project[];
  readonly agents: readonly AgentView[];
  readonly statusOf: (agent: AgentView) => SessionStatus | undefined;
  /** Names of projects whose rows are folded away. */
  readonly folded: ReadonlySet<string>;
}

/**
 * Agents of the workspace first, then projects in the order they were added, each with its agents by role.
 * Decommissioned workers are left out, and a role with one agent by that very name is drawn without a heading.
 */
export function treeRows({ projects, agents, statusOf, folded }: TreeInput): readonly TreeRow[] {
  const present = agents.filter((agent) => agent.decommissionedAt === undefined && agent.role !== "user");
  const ofWorkspace = present.filter((agent) => agent.project === undefined);
  const rows: TreeRow[] = [...roleRows(ofWorkspace, WORKSPACE, WORKSPACE_ROLES)];
  for (const project of projects) {
    const own = present.filter((agent) => agent.project === project.name);
    const isOpen = !folded.has(project.name);
    const statuses = own.map(statusOf);
    rows.push({
      kind: "project",
      key: `project:${project.name}`,
      project,
      isOpen,
      atWork: statuses.filter(isAtWork).length,
      needsUser: statuses.filter((status) => status !== undefined && NEEDS_USER.has(status.state)).length,
    });
    if (isOpen) rows.push(...roleRows(own, project.name, ROLE_ORDER));
  }
  return rows;
}

function roleRows(agents: readonly AgentView[], scope: string, order: readonly Role[]): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  for (const role of order) {
    const ofRole = agents.filter((agent) => agent.role === role).toSorted((a, b) => a.name.localeCompare(b.name));
    const [only] = ofRole;
    if (only === undefined) continue;
    const hasHeading = role === "worker" || role === "crew";
    if (hasHeading) {
      const label = ROLE_LABELS[role] ?? role;
      rows.push({ kind: "group", key: `group:${scope}:${role}`, label, count: ofRole.length, level: 2 });
    }
    for (const agent of ofRole) {
      rows.push({ kind: "agent", key: agent.path, agent, level: scope === WORKSPACE ? 1 : hasHeading ? 3 : 2 });
    }
  }
  return rows;
}
