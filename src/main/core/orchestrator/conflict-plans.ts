import { MAX_TITLE_CHARS } from "../../../shared/model/item-words.ts";
import type { Agents } from "../agent/index.ts";
import type { DispatchService } from "../dispatch/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { type ConflictPlans, type ResolverOrder, fileLines } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { ConsequencesOfSendingBack } from "./consequences.ts";
import { orNothing } from "./dispatch-ports.ts";

export interface ConflictPlansDeps {
  readonly ledger: Ledger;
  readonly hooks: Hooks;
  readonly agents: Pick<Agents, "get">;
  readonly projects: Pick<ProjectsService, "get" | "present">;
  readonly dispatch: () => Pick<DispatchService, "get" | "planSling" | "planEnd" | "isOff">;
  readonly ofItem: (item: string) => readonly ResolverOrder["submission"][];
  readonly consequencesOfSendingBack: ConsequencesOfSendingBack;
}

/** The label of a resolver's item: also the speciality whose prompt part the resolver gets. */
export const RESOLVER_LABEL = "merge-conflict";

/** A resolver is in the way of nobody, and others wait for what it does: it goes out before ordinary work. */
const MOST_URGENT = 1;

export interface ResolverPlans extends ConflictPlans {
  /** Why the agent that has that item will not finish it by itself; undefined while it may, or waits for its turn. */
  troubleOf(item: string): string | undefined;
  isOpen(item: string): boolean;
}

/** Resolvers over the real domains: an item of their own, a worker for it, and the way back. */
export function conflictPlans(deps: ConflictPlansDeps): ResolverPlans {
  const { ledger, hooks, agents, projects, dispatch } = deps;

  function textOf({ submission, facts }: ResolverOrder): string {
    const { id, item, agent, project, branch } = submission;
    const title = ledger.get(item)?.title ?? item;
    return [
      `${agent} submitted ${item} (“${title}”) as ${id}. It conflicts with what has landed on ${branch ?? projects.present(project).target} since:`,
      "",
      ...fileLines(facts.files),
      "",
      `\`drover mq conflict ${id}\` lays out both sides.`,
    ].join("\n");
  }

  return {
    settings: (project) => projects.present(project).queue,
    canHire: (project) => projects.get(project) !== undefined && !dispatch().isOff(),
    redone(one) {
      if (one.kind !== "work") return undefined;
      const back = deps
        .ofItem(one.item)
        .filter(({ state, project }) => state === "sent-back" && project === one.project);
      return back.filter(({ conflicts }) => conflicts.length > 0).length;
    },
    hire(order) {
      const { submission, by } = order;
      const { id, item, project, priority } = submission;
      const original = ledger.get(item);
      const title = `Resolve the conflict of “${original?.title ?? item}”`;
      const made = ledger.planCreate(
        {
          ledger: project,
          title: title.length > MAX_TITLE_CHARS ? `${title.slice(0, MAX_TITLE_CHARS - 2)}…”` : title,
          description: textOf(order),
          acceptance:
            "Both intents are kept, it goes onto the newest target without a conflict, and the gates are green.",
          priority: Math.min(MOST_URGENT, priority),
          labels: [RESOLVER_LABEL],
          links: original === undefined ? [] : [{ kind: "related", to: item }],
          metadata: { resolves: id },
        },
        { actor: by },
      );
      if (!made.ok) throw new Error(`No item could be made for the conflict of ${id}: ${made.error.message}`);
      const sling = dispatch().planSling(made.value.id, project, by);
      return { item: made.value.id, events: [...made.value.events, sling] };
    },
    dismiss(item, why, actor) {
      const holder = hooks.holderOf(item);
      const isOnHook = holder !== undefined && hooks.get(holder)?.item === item;
      const off = isOnHook ? hooks.plan.archive(holder, item, { actor }) : hooks.plan.withdraw(item, { actor });
      return [
        ...ledger.planClose(item, { reason: why }, { actor }),
        ...orNothing(off),
        ...dispatch().planEnd(item, actor),
      ];
    },
    consequencesOfSendingBack: deps.consequencesOfSendingBack,
    isOpen: (item) => (ledger.get(item)?.status ?? "closed") !== "closed",
    troubleOf(item) {
      const view = ledger.get(item);
      if (view === undefined) return "its item was deleted.";
      if (view.status === "closed") return `its item was closed. ${view.closedReason ?? ""}`.trim();
      const assignment = dispatch().get(item);
      if (assignment?.state === "waiting") return undefined;
      const { agent } = assignment ?? {};
      if (assignment?.state !== "hooked" || agent === undefined || hooks.holderOf(item) !== agent) {
        return "it was taken off its hook.";
      }
      const { parked, decommissionedAt } = agents.get(agent) ?? {};
      if (decommissionedAt !== undefined) return `${agent} was decommissioned.`;
      if (parked !== undefined) return `${agent} was taken out of work: ${parked}`;
      const hook = hooks.get(agent);
      return hook?.item === item && hook.state === "suspended"
        ? `${agent} was stopped: ${hook.suspended ?? "by hand."}`
        : undefined;
    },
  };
}
