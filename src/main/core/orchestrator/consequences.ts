import type { NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, mergeCoordinatorPath } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import {
  type DiscardPlans,
  type Integrations,
  type MergeQueueDeps,
  type MergeQueueService,
  type SentBack,
  isUnderWay,
} from "../merge-queue/index.ts";
import { orNothing } from "./dispatch-ports.ts";

export interface ConsequencesDeps {
  readonly ledger: Ledger;
  readonly hooks: Hooks;
  /** All submissions of an item, oldest first. */
  readonly ofItem: MergeQueueService["ofItem"];
  /** The item of a submission. */
  readonly itemOf: (submission: string) => string | undefined;
  readonly integrations: Pick<Integrations, "planGathered" | "planLanded" | "planBack">;
  /** Ends an item's assignment. */
  planEnd(item: string, by: IdentityPath): readonly NewEvent[];
  /** The same, and its convoy does not sling it again. */
  planWithdrawal(item: string, by: IdentityPath): readonly NewEvent[];
}

/** What else is true once a submission went back to its author, to be committed together with that. */
export type ConsequencesOfSendingBack = (
  submission: Submission,
  back: Pick<SentBack, "reason" | "onto"> & Partial<Pick<SentBack, "kind">>,
) => readonly NewEvent[];

interface Consequences
  extends
    Pick<MergeQueueDeps, "consequencesOfLanding" | "consequencesOfRetry">,
    Pick<DiscardPlans, "consequencesOfDiscarding"> {
  readonly consequencesOfSendingBack: ConsequencesOfSendingBack;
}

/** What becomes of item, hook and assignment with a submission: committed in one step with it, so that no crash comes between. */
export function consequencesOver(deps: ConsequencesDeps): Consequences {
  const { ledger, hooks, ofItem, itemOf, planEnd, planWithdrawal, integrations } = deps;
  return {
    consequencesOfLanding(submission, commit) {
      const { id, project, item, agent, tip, branch, reverts, reopens } = submission;
      if (submission.kind === "integration") return integrations.planLanded(submission, commit);
      const gathered = branch === undefined ? [] : integrations.planGathered(submission, commit);
      const by = { actor: mergeCoordinatorPath(project) };
      const undone = reopens === true && reverts !== undefined ? itemOf(reverts) : undefined;
      const isElsewhere = ofItem(item).some((one) => one.id !== id && isUnderWay(one));
      if (isElsewhere || hooks.isOpenElsewhere(agent, item, project)) {
        return [...gathered, ...orNothing(hooks.plan.land({ agent, item, project, tip, ...by }))];
      }
      const own = hooks.get(agent)?.project;
      const inOwn = project === own ? undefined : ofItem(item).findLast((one) => one.project === own)?.landed;
      // Landed is what is on the target; what an epic gathers gets there with it.
      const outcome =
        branch === undefined
          ? { landedCommit: inOwn ?? commit }
          : { reason: `Landed on ${branch}, not on the target yet.` };
      return [
        ...gathered,
        ...ledger.planClose(item, outcome, by),
        ...orNothing(hooks.plan.archive(agent, item, by)),
        ...planEnd(item, by.actor),
        ...(undone === undefined ? [] : ledger.planReopen(undone, `What landed for it was reverted by ${item}.`, by)),
      ];
    },
    consequencesOfRetry({ project, item, agent }, actor) {
      const again = orNothing(hooks.plan.retry({ agent, item, project, actor }));
      const isComplete = again.some(({ type }) => type === "hookCompleted");
      return isComplete ? [...again, ...ledger.planStatus(item, "in-review", { actor })] : again;
    },
    consequencesOfDiscarding(submission, { item: what, by: actor }) {
      const { id, project, item, agent, kind } = submission;
      if (kind === "integration") return integrations.planBack(submission, `${actor} discarded it.`);
      const isElsewhere = ofItem(item).some((one) => one.id !== id && isUnderWay(one));
      // What was done in other projects goes on; a revert is nobody's work.
      if (kind !== "work" || isElsewhere || hooks.isOpenElsewhere(agent, item, project)) return [];
      const by = { actor };
      const end = what === "release" ? planEnd(item, actor) : planWithdrawal(item, actor);
      return [...orNothing(hooks.plan.archive(agent, item, by)), ...ledger.planRelease(item, by), ...end];
    },
    consequencesOfSendingBack(submission, { kind, reason, onto }) {
      const { project, item, agent } = submission;
      if (submission.kind === "integration") return integrations.planBack(submission, reason);
      const by = { actor: mergeCoordinatorPath(project) };
      const back = hooks.plan.sendBack({
        agent,
        item,
        reason,
        base: onto,
        project,
        isReview: kind === "review",
        ...by,
      });
      if (back.ok) return [...back.value, ...ledger.planStatus(item, "in-progress", by)];
      // Its author is not there to take it: the item is anybody's again, the commit stays in the vault.
      return [...ledger.planRelease(item, by), ...planEnd(item, by.actor)];
    },
  };
}
