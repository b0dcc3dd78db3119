import type { IdentityPath } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import type { DispatchService } from "../dispatch/index.ts";
import { type HookDeps, type Hooks, createHooks, worktreesOf } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import {
  type Gates,
  type Integrations,
  type MergeQueueService,
  type Resolutions,
  targetRef,
} from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Sessions } from "../session/index.ts";
import { createHookWorktrees } from "./hook-worktrees.ts";
import type { mergePorts } from "./merge-ports.ts";
import type { Platform, PlatformOptions } from "./platform.ts";
import type { createWorktreePools } from "./worktree-pools.ts";

export interface HookWiring
  extends
    Pick<HookDeps, "report" | "agents" | "prompts" | "salvage" | "memoryOf" | "letter" | "unreadMail">,
    Pick<Platform, "store" | "git">,
    Pick<PlatformOptions, "clock" | "log" | "mode"> {
  readonly projects: ProjectsService;
  readonly ledger: Ledger;
  readonly pools: ReturnType<typeof createWorktreePools>;
  readonly gates: Pick<Gates, "verifications">;
  readonly repository: ReturnType<typeof mergePorts>["repository"];
  /** Built after the hooks, and asked only once all is built. */
  readonly later: () => {
    readonly sessions: Sessions;
    readonly mergeQueue: MergeQueueService;
    readonly dispatch: DispatchService;
    readonly conflicts: Pick<HookDeps, "beginningOf" | "briefing"> & { readonly resolutions: Resolutions };
    readonly integrations: Pick<Integrations, "branchFor">;
    /** What else stands against an agent's work on an item, in lines for its priming. */
    readonly warningsOf: (agent: IdentityPath, item: string) => readonly string[];
  };
}

/** Agents that begin within so long begin on the same target; what has landed meanwhile, theirs is rebased on. */
const TARGET_AGE_MS = 5_000;

/** Hooks over the real domains: what is submitted, closed or reported on a hook moves the item in the same step. */
export function hooksOver({
  git,
  pools,
  projects,
  repository,
  gates,
  ledger,
  later,
  log,
  mode,
  ...deps
}: HookWiring): Hooks {
  const branchFor = (item: string, project: string) => later().integrations.branchFor(item, project);
  const landsOn = (project: string, item: string | undefined) =>
    (item === undefined ? undefined : branchFor(item, project)) ?? projects.present(project).target;

  const hooks: Hooks = createHooks({
    ...deps,
    project(name, item) {
      const project = projects.get(name);
      return project === undefined
        ? undefined
        : {
            target: landsOn(name, item),
            gates: project.gates.map((gate) => gate.name),
            landsVerified: project.queue.preVerified,
          };
    },
    item: (id) => ledger.view(id),
    isOthersWork: (item) => later().conflicts.resolutions.of(item) !== undefined,
    beginningOf: (item, project) => later().conflicts.beginningOf(item, project),
    async briefing(item, project) {
      const agent = hooks.holderOf(item);
      const warnings = agent === undefined ? [] : later().warningsOf(agent, item);
      return [...(await later().conflicts.briefing(item, project)), ...warnings];
    },
    worktrees: createHookWorktrees({
      git,
      repositories(name) {
        const pool = pools.get(name);
        if (projects.get(name) === undefined || (pool === undefined && mode === "full")) return undefined;
        return { ...projects.place(name), pool };
      },
      landsOn: (name, by) => landsOn(name, "agent" in by ? hooks.get(by.agent)?.item : itemIn(hooks, by.worktree)),
      targetRef,
      newestTarget: (name, branch) => repository.fetchTarget(name, branch, { maxAgeMs: TARGET_AGE_MS }),
      fetchTarget: (name, branch) => repository.fetchTarget(name, branch),
    }),
    hasLiveSession: (agent) => later().sessions.liveOf(agent) !== undefined,
    lastEnd(agent) {
      const ended = later().sessions.lastEnded(agent);
      return ended === undefined ? undefined : { reason: ended.endReason ?? "lost", exitCode: ended.exitCode };
    },
    submit: async ({ item, agent, parts }, together) => {
      const { resolutions } = later().conflicts;
      if (resolutions.of(item) !== undefined) return await resolutions.handIn({ item, agent, parts }, together);
      const priority = ledger.get(item)?.priority ?? 2;
      const submissions = parts.map((part) => {
        const verified = gates.verifications.of(part.project, part.tip);
        const branch = branchFor(item, part.project);
        return {
          ...{ ...part, item, agent, priority },
          ...(branch === undefined ? {} : { branch }),
          ...(verified === undefined ? {} : { verified }),
        };
      });
      return await later().mergeQueue.submit(submissions, () => {
        const also = together();
        if (!also.ok) return also;
        return ok([...also.value, ...ledger.planStatus(item, "in-review", { actor: agent })]);
      });
    },
    verify: (what) => gates.verifications.run(what),
    async closeWithoutChange({ item, agent, outcome }, together) {
      const { resolutions } = later().conflicts;
      if (resolutions.of(item) !== undefined) return await resolutions.giveUp({ item, agent, why: outcome }, together);
      return await deps.store.commit(() => {
        const also = together();
        if (!also.ok) return also;
        const closed = ledger.planClose(item, { reason: outcome }, { actor: agent });
        const ended = later().dispatch.planEnd(item, agent);
        return ok({ events: [...closed, ...also.value, ...ended], result: () => undefined });
      });
    },
    noteProgress(agent, text) {
      log.info(`${agent}: ${text}`);
      later().sessions.noteProgress(agent, text);
    },
  });
  return hooks;
}

/** What the agent is at that works in that folder. */
function itemIn(hooks: Pick<Hooks, "values">, worktree: string): string | undefined {
  for (const hook of hooks.values()) {
    if (worktreesOf(hook).some((at) => at.worktree === worktree)) return hook.item;
  }
  return undefined;
}
