import path from "node:path";
import { MANAGER, mergeCoordinatorPath, shortName } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { Agents } from "../agent/index.ts";
import { type ActiveBranch, type Conflicts, createConflicts } from "../conflict/index.ts";
import { type Hooks, worktreesOf } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MailService } from "../mail/index.ts";
import { type Integrations, type MergeQueueService, isUnderWay, targetRef } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Roles } from "../role/index.ts";
import type { Sessions } from "../session/index.ts";
import { RESOLVER_LABEL } from "./conflict-plans.ts";
import { resolveItemId } from "./dispatch-ports.ts";
import type { Platform, PlatformOptions } from "./platform.ts";
import type { WorktreePools } from "./worktree-pools.ts";

export interface EarlyWarningDeps
  extends Pick<Platform, "store" | "git">, Pick<PlatformOptions, "clock" | "workspaceDir"> {
  readonly report: (error: unknown) => void;
  readonly agents: Agents;
  readonly hooks: Hooks;
  readonly ledger: Ledger;
  readonly mail: MailService;
  readonly mergeQueue: MergeQueueService;
  readonly pools: WorktreePools;
  readonly projects: ProjectsService;
  readonly roles: Roles;
  readonly sessions: Sessions;
  readonly integrations: Pick<Integrations, "branchFor">;
}

/** Early warning over the real domains: what is on hooks, and what waits to land. */
export function createEarlyWarning(deps: EarlyWarningDeps): Conflicts {
  const { agents, hooks, ledger, mail, mergeQueue, pools, projects, roles, sessions } = deps;

  return createConflicts({
    ...deps,
    folder: path.join(deps.workspaceDir, ".drover", "early-warning"),
    projects: () => projects.list().flatMap(({ name }) => (pools.get(name) === undefined ? [] : [name])),
    place: (name) => projects.place(name),
    targetRef,
    isOn: (name) => projects.get(name)?.queue.earlyWarning === true,
    branches: (project) => activeBranches(project, deps),
    titleOf: (item) => ledger.get(item)?.title,
    whyEnded(project, { agent, item }) {
      const own = mergeQueue.ofItem(item).filter((one) => one.project === project && one.agent === agent);
      return own.some(({ state }) => state === "landed") ? "landed" : "ended";
    },
    tell({ agent, item, text }) {
      const hook = hooks.get(agent);
      const isAtIt = hook?.item === item && hook.state === "active";
      // A resolver knows: that is what it is there for.
      if (ledger.get(item)?.labels.includes(RESOLVER_LABEL) === true) return;
      if (isAtIt && sessions.liveOf(agent) !== undefined) sessions.nudge(agent, text).catch(deps.report);
    },
    letter({ project, subject, body }) {
      if (roles.holderOf("manager") !== "agent") return undefined;
      return mail.letter({ from: mergeCoordinatorPath(project), to: MANAGER, subject, body });
    },
    hasProject: (name) => projects.get(name) !== undefined,
    resolveAgent(ref, own) {
      const found = agents.resolve(ref, own);
      return found.ok ? { ok: true, value: found.value.path } : found;
    },
    resolveItem: (ref) => resolveItemId(ledger, ref),
  });
}

type Sources = Pick<EarlyWarningDeps, "hooks" | "integrations" | "mergeQueue" | "projects">;

/**
 * Work on hooks counts as far as its branch, what was submitted as it was submitted. While an agent resolves the conflict of a
 * submission, its branch counts in the submission's place.
 */
function activeBranches(
  project: string,
  { hooks, integrations, mergeQueue, projects }: Sources,
): readonly ActiveBranch[] {
  const landsOn = (item: string) => integrations.branchFor(item, project) ?? projects.present(project).target;
  const waiting = [...mergeQueue.values()].filter(
    (one) => one.project === project && one.kind === "work" && isUnderWay(one),
  );
  const resolvers = new Set(
    waiting.flatMap(({ state, resolver }) => (state === "resolving" ? (resolver?.item ?? []) : [])),
  );
  const submitted = new Map(waiting.map((one) => [keyOf(one), one]));
  const active: ActiveBranch[] = [];
  for (const { agent, item, state, ...hook } of hooks.values()) {
    if (item === undefined || (state !== "active" && state !== "suspended" && state !== "completed")) continue;
    const at = worktreesOf({ agent, item, state, ...hook }).find((one) => one.project === project);
    if (at === undefined) continue;
    const one = submitted.get(keyOf({ agent, item }));
    submitted.delete(keyOf({ agent, item }));
    const isDone = one === undefined && at.submitted !== undefined && at.submitted === at.landed;
    if (isDone || one?.state === "resolving") continue;
    const { branch, worktree } = at;
    const knowsTarget = resolvers.has(item) || at.sentBack !== undefined;
    const queued = one === undefined ? {} : { submission: one.id, tip: one.tip };
    active.push({ agent, item, branch, lands: landsOn(item), knowsTarget, worktree, ...queued });
  }
  for (const { agent, item, id, tip, state } of submitted.values()) {
    if (state === "resolving") continue;
    const branch = `drover/${shortName(agent)}/${item}`;
    active.push({ agent, item, branch, lands: landsOn(item), tip, submission: id });
  }
  return active;
}

function keyOf({ agent, item }: Pick<Submission, "agent" | "item">): string {
  return `${agent} ${item}`;
}
