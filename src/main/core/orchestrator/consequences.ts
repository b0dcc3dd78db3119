import type { NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, mergeCoordinatorPath } from "../../../shared/model/identity.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MergeQueueDeps } from "../merge-queue/index.ts";
import { orNothing } from "./dispatch-ports.ts";

export interface ConsequencesDeps {
  readonly ledger: Ledger;
  readonly hooks: Hooks;
  /** Ends an item's assignment. */
  planEnd(item: string, by: IdentityPath): readonly NewEvent[];
}

type Consequences = Pick<MergeQueueDeps, "consequencesOfLanding" | "consequencesOfSendingBack" | "consequencesOfRetry">;

/** What becomes of item, hook and assignment with a submission: committed in one step with it, so that no crash comes between. */
export function consequencesOver({ ledger, hooks, planEnd }: ConsequencesDeps): Consequences {
  return {
    consequencesOfLanding({ project, item, agent }, commit) {
      const by = { actor: mergeCoordinatorPath(project) };
      return [
        ...ledger.planClose(item, { landedCommit: commit }, by),
        ...orNothing(hooks.plan.archive(agent, item, by)),
        ...planEnd(item, by.actor),
      ];
    },
    consequencesOfRetry({ item, agent }, actor) {
      const again = hooks.plan.complete(agent, { actor });
      return again.ok && hooks.get(agent)?.item === item
        ? [...again.value, ...ledger.planStatus(item, "in-review", { actor })]
        : [];
    },
    consequencesOfSendingBack({ project, item, agent }, { reason, onto }) {
      const by = { actor: mergeCoordinatorPath(project) };
      const back = hooks.plan.sendBack({ agent, item, reason, base: onto, ...by });
      if (back.ok) return [...back.value, ...ledger.planStatus(item, "in-progress", by)];
      // Its author is not there to take it: the item is anybody's again, the commit stays in the vault.
      return [...ledger.planRelease(item, by), ...planEnd(item, by.actor)];
    },
  };
}
