import { MANAGER } from "../../../shared/model/identity.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { Project } from "../../../shared/model/project.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Agents } from "../agent/index.ts";
import type { ConvoyService } from "../convoy/index.ts";
import { type DispatchDeps, type DispatchService, createDispatch } from "../dispatch/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MergeQueueService } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { PreferredSpeciality } from "../role/index.ts";
import type { RuntimePorts } from "./runtime-ports.ts";

export interface DispatchWiring
  extends Pick<DispatchDeps, "store" | "clock" | "report" | "isOff" | "isFrozen">, Pick<RuntimePorts, "isUsable"> {
  readonly projects: ProjectsService;
  runtimeOf(project: Project): string;
  /** Those of an item's labels that are specialities, with what the settings prefer for them. */
  specialities(labels: readonly string[], project: string): readonly PreferredSpeciality[];
  readonly ledger: Ledger;
  readonly mergeQueue: MergeQueueService;
  readonly agents: Agents;
  readonly hooks: Hooks;
  readonly convoys: ConvoyService;
}

/** Dispatch over the real domains: an item on a hook, its assignee and its assignment change in one step. */
export function dispatchOver(deps: DispatchWiring): DispatchService {
  const { store, clock, report, projects, runtimeOf, ledger, mergeQueue, agents, hooks, convoys } = deps;
  return createDispatch({
    store,
    clock,
    report,
    self: MANAGER,
    isOff: deps.isOff,
    isFrozen: deps.isFrozen,
    resolveItem: (ref) => resolveItemId(ledger, ref),
    viewItem: (id) => ledger.view(id),
    turnOf(id) {
      const item = ledger.get(id);
      if (item === undefined) return undefined;
      const { blockedBy, deferredUntil, unblocks } = ledger.readiness;
      return {
        ...item,
        deferredUntil: deferredUntil(id),
        isClosed: item.status === "closed",
        blockedBy: [...blockedBy(id)],
        unblocks: unblocks(id).length,
      };
    },
    isSubmitted: (item) => mergeQueue.isUnderWay(item),
    project: (name) => projects.get(name),
    resolveAgent(ref) {
      const found = agents.resolve(ref);
      if (!found.ok) return found;
      const { path: identity, project, decommissionedAt } = found.value;
      if (decommissionedAt !== undefined) return fail("agent-not-found", `${identity} was decommissioned.`);
      return ok({ path: identity, project });
    },
    checkRuntime: (runtime, project) => deps.isUsable(runtime ?? runtimeOf(project)),
    workersAtWork(project) {
      let count = 0;
      for (const hook of hooks.values()) {
        const isBusy = hook.state === "created" || hook.state === "active" || hook.state === "suspended";
        if (hook.project === project && isBusy && agents.get(hook.agent)?.role === "worker") count += 1;
      }
      return count;
    },
    planHire(project, { item, runtime }, actor) {
      const known = deps.specialities(ledger.get(item)?.labels ?? [], project.name);
      const preferred = known.find((one) => one.runtime !== undefined || one.model !== undefined);
      return agents.planHire({
        project: project.name,
        runtime: runtime ?? preferred?.runtime ?? runtimeOf(project),
        // A model belongs to the runtime that it was chosen for.
        model: runtime === undefined || runtime === preferred?.runtime ? preferred?.model : undefined,
        specialities: known.map(({ id }) => id),
        actor,
      });
    },
    planFill(agent, project, item, actor) {
      // oxlint-disable-next-line no-array-fill-with-reference-type -- a hook is filled here, no array
      const filled = hooks.plan.fill({ agent, project, item, actor });
      if (!filled.ok) return filled;
      const assigned = ledger.planAssign(item, agent, true, { actor });
      return assigned.ok ? ok([...filled.value, ...assigned.value]) : assigned;
    },
    planWithdraw(agent, item, actor) {
      const hook = hooks.get(agent);
      const off = hooks.plan.withdraw(item, { actor });
      if (!off.ok && off.error.code === "item-submitted") {
        return fail("item-submitted", off.error.message, {
          remedy: "`drover mq hold` keeps its submission back, `drover mq discard` takes it out of the queue.",
        });
      }
      const events = [...orNothing(off), ...ledger.planRelease(item, { actor })];
      return ok(hook?.item === item && hook.branch !== "" ? { events, keptBranch: hook.branch } : { events });
    },
    convoys: {
      find: convoys.find,
      holding: convoys.holding,
      *started() {
        for (const one of convoys.values()) if (one.started && one.closedAt === undefined) yield one;
      },
      decideNew: convoys.decideNew,
      decideAdd: convoys.decideAdd,
    },
  });
}

/** What a plan says, or nothing where it does not apply any more. */
export function orNothing(plan: Result<readonly NewEvent[], unknown>): readonly NewEvent[] {
  return plan.ok ? plan.value : [];
}

/** The full id that an id or a unique beginning of one means. */
export function resolveItemId(ledger: Pick<Ledger, "resolve">, ref: string) {
  const found = ledger.resolve(ref);
  return found.ok ? ok(found.value.id) : found;
}
