import type { AgentGroup } from "../../../shared/contract/agent-group.ts";
import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import type { Role } from "../../../shared/model/identity.ts";
import type { Project } from "../../../shared/model/project.ts";
import { AT_WORK, NEEDS_USER } from "../../lib/stage.ts";

/** How those below a row fare. */
export interface HerdCounts {
  readonly agents: number;
  /** Sessions at work. */
  readonly atWork: number;
  readonly needsUser: number;
}

interface RowBase {
  readonly key: string;
  /** From 1. */
  readonly level: number;
}

type PlainRow =
  | (RowBase & HerdCounts & { readonly kind: "project"; readonly project: Project; readonly isOpen: boolean })
  | (RowBase & HerdCounts & { readonly kind: "group"; readonly label: string; readonly isOpen: boolean })
  | (RowBase & HerdCounts & { readonly kind: "agent-group"; readonly group: AgentGroup; readonly isOpen: boolean })
  | (RowBase & { readonly kind: "agent"; readonly agent: AgentView; readonly needsUser: boolean });

/** A line of the tree, as drawn from top to bottom. */
export type TreeRow = PlainRow & {
  /** Its place among its like below the same parent, from 1, and how many those are. */
  readonly position: number;
  readonly siblings: number;
};

const ROLE_LABELS: Readonly<Partial<Record<Role, string>>> = { crew: "Crew", worker: "Workers" };
const ROLE_ORDER = ["crew", "worker", "merge-coordinator", "recovery-monitor"] as const satisfies readonly Role[];
const WORKSPACE_ROLES = ["manager", "maintenance-controller", "maintenance-worker", "controller-monitor"] as const;

/** The scope of agents that belong to no project; no project can be called so. */
const WORKSPACE = "/";

export function isAtWork(status: SessionStatus | undefined): boolean {
  return status !== undefined && AT_WORK.has(status.state);
}

export interface TreeInput {
  readonly projects: readonly Project[];
  readonly agents: readonly AgentView[];
  /** The user's own, which come first. */
  readonly groups?: readonly AgentGroup[];
  readonly statusOf: (agent: AgentView) => SessionStatus | undefined;
  /** Keys of rows that are folded away. */
  readonly folded: ReadonlySet<string>;
  /** What somebody typed: agents whose names or work have all its words, and projects so called. Nothing is folded then. */
  readonly filter?: string;
}

/**
 * The user's groups first, then agents of the workspace, then projects in the order they were added, each with its agents by role.
 * Decommissioned workers are left out, and a role with one agent by that very name is drawn without a heading.
 */
export function treeRows(input: TreeInput): readonly TreeRow[] {
  const words = (input.filter ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const isMeant = (agent: AgentView) =>
    has([agent.name, agent.role, agent.project, agent.itemTitle, agent.hook?.item].filter(Boolean).join(" "));
  const present = input.agents.filter((agent) => agent.decommissionedAt === undefined && agent.role !== "user");
  const scope = { ...input, folded: words.length === 0 ? input.folded : new Set<string>() };
  const rows: PlainRow[] = [
    ...(input.groups ?? []).flatMap((group) => groupRows(group, present, { has, isMeant, input: scope })),
    ...roleRows(
      present.filter((agent) => agent.project === undefined && isMeant(agent)),
      WORKSPACE,
      scope,
    ),
  ];
  for (const project of input.projects) {
    const own = present.filter((agent) => agent.project === project.name);
    const meant = has(project.name) ? own : own.filter(isMeant);
    if (words.length > 0 && meant.length === 0 && !has(project.name)) continue;
    const key = `project:${project.name}`;
    const isOpen = !scope.folded.has(key);
    rows.push({ kind: "project", key, level: 1, project, isOpen, ...countsOf(own, input.statusOf) });
    if (isOpen) rows.push(...roleRows(meant, project.name, scope));
  }
  return withPositions(rows);
}

interface Meant {
  has(text: string): boolean;
  isMeant(agent: AgentView): boolean;
  readonly input: TreeInput;
}

function groupRows(
  group: AgentGroup,
  present: readonly AgentView[],
  { has, isMeant, input }: Meant,
): readonly PlainRow[] {
  const members = group.agents.flatMap((path) => present.find((agent) => agent.path === path) ?? []);
  const meant = has(group.name) ? members : members.filter(isMeant);
  if (meant.length === 0 && !has(group.name)) return [];
  const key = `agents:${group.id}`;
  const isOpen = !input.folded.has(key);
  const head: PlainRow = { kind: "agent-group", key, level: 1, group, isOpen, ...countsOf(members, input.statusOf) };
  if (!isOpen) return [head];
  const rows = meant.map((agent): PlainRow => {
    const needs = needsUser(input.statusOf(agent));
    return { kind: "agent", key: `${key}:${agent.path}`, level: 2, agent, needsUser: needs };
  });
  return [head, ...rows];
}

function roleRows(agents: readonly AgentView[], scope: string, input: TreeInput): readonly PlainRow[] {
  const rows: PlainRow[] = [];
  for (const role of scope === WORKSPACE ? WORKSPACE_ROLES : ROLE_ORDER) {
    const ofRole = agents
      .filter((agent) => agent.role === role)
      .toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
    if (ofRole.length === 0) continue;
    const label = ROLE_LABELS[role];
    const key = `group:${scope}:${role}`;
    const isOpen = label === undefined || !input.folded.has(key);
    if (label !== undefined) {
      rows.push({ kind: "group", key, level: 2, label, isOpen, ...countsOf(ofRole, input.statusOf) });
    }
    if (!isOpen) continue;
    const level = scope === WORKSPACE ? 1 : label === undefined ? 2 : 3;
    for (const agent of ofRole) {
      rows.push({ kind: "agent", key: agent.path, level, agent, needsUser: needsUser(input.statusOf(agent)) });
    }
  }
  return rows;
}

function countsOf(agents: readonly AgentView[], statusOf: TreeInput["statusOf"]): HerdCounts {
  const statuses = agents.map(statusOf);
  return {
    agents: agents.length,
    atWork: statuses.filter(isAtWork).length,
    needsUser: statuses.filter(needsUser).length,
  };
}

function needsUser(status: SessionStatus | undefined): boolean {
  return status !== undefined && NEEDS_USER.has(status.state);
}

/** Says of each row the how manieth it is below its parent: of a long tree only a part is in the page. */
function withPositions(rows: readonly PlainRow[]): readonly TreeRow[] {
  const families: number[] = [];
  const sizes = new Map<number, number>();
  let opened = 0;
  const at = rows.map(({ level }) => {
    families.length = level;
    families[level - 1] ??= opened++;
    const family = families[level - 1] ?? 0;
    const position = (sizes.get(family) ?? 0) + 1;
    sizes.set(family, position);
    return { family, position };
  });
  return rows.map((row, index) => {
    const { family, position } = at[index] ?? { family: 0, position: 1 };
    return { ...row, position, siblings: sizes.get(family) ?? 1 };
  });
}

/** Puts rows of the time before in the place of their likes, so that only what changed is drawn anew. */
export function rowKeeper(): (rows: readonly TreeRow[]) => readonly TreeRow[] {
  let known: ReadonlyMap<string, TreeRow> = new Map();
  return (rows) => {
    const kept = rows.map((row) => {
      const old = known.get(row.key);
      return old !== undefined && isAlike(old, row) ? old : row;
    });
    known = new Map(kept.map((row) => [row.key, row]));
    return kept;
  };
}

function isAlike(a: TreeRow, b: TreeRow): boolean {
  const fields = new Map<string, unknown>(Object.entries(a));
  const others = Object.entries(b);
  return fields.size === others.length && others.every(([name, value]) => Object.is(fields.get(name), value));
}
