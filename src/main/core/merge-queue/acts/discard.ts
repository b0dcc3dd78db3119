import type { OutputOf, ParsedInputOf } from "../../../../shared/contract/contract.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { RecordStore, RecordTable, StoreFailure } from "../../platform/store/record-store.ts";
import type { ConflictDecider } from "../conflicts/decide.ts";
import { conflictEvent } from "../conflicts/events.ts";
import { isUnderWay } from "../decide.ts";
import type { MergeRepository } from "../repository/repository.ts";

export interface DiscardPlans {
  /** Keeps all tips of a submission as a salvage, and answers its id. */
  salvage(one: Submission, note: string | undefined): Promise<Result<string>>;
  /** What becomes of its item: handed out again from the start, or left for a person to decide. */
  consequencesOfDiscarding(
    one: Submission,
    order: { readonly item: ParsedInputOf<"mq.discard">["item"]; readonly by: IdentityPath },
  ): readonly NewEvent[];
}

interface DiscardDeps extends DiscardPlans {
  readonly store: RecordStore;
  readonly table: RecordTable<Submission>;
  readonly repository: Pick<MergeRepository, "forget">;
  readonly decider: ConflictDecider;
  wake(project: string): void;
}

type Discarded = Result<OutputOf<"mq.discard">, Failure<"wrong-transition"> | StoreFailure>;

/** Takes a submission out of the queue. Its commits are a salvage before anything is recorded. */
export function createDiscard({ store, table, repository, decider, wake, ...plans }: DiscardDeps) {
  return async (one: Submission, input: ParsedInputOf<"mq.discard">, by: IdentityPath): Promise<Discarded> => {
    const refusal = whyNot(one);
    if (refusal !== undefined) return refusal;
    const { reason } = input;
    const saved = await plans.salvage(one, reason);
    if (!saved.ok) throw new Error(`What ${one.id} holds could not be saved: ${saved.error.message}`);
    const salvage = saved.value;
    const done = await store.commit<Submission, Failure<"wrong-transition">>(() => {
      const now = table.get(one.id) ?? one;
      const tooLate = now.tip === one.tip ? whyNot(now) : changed(now);
      if (tooLate !== undefined) return tooLate;
      const data = { salvage, ...(reason === undefined ? {} : { reason }) };
      const events = [
        conflictEvent(now, "submissionDiscarded", { data, actor: by }),
        ...decider.over(now, `${one.id} was discarded.`, by),
        ...plans.consequencesOfDiscarding(now, { item: input.item, by }),
      ];
      return ok({ events, result: () => table.get(one.id) ?? now });
    });
    if (!done.ok) return done;
    await repository.forget(one.project, one.id);
    wake(one.project);
    return ok({ submission: done.value, salvage });
  };
}

function whyNot(one: Submission) {
  if (!isUnderWay(one)) return fail("wrong-transition", `${one.id} is ${one.state}: it is out of the queue already.`);
  if (one.state !== "landing") return undefined;
  return fail("wrong-transition", `${one.id} is being landed this moment.`, {
    remedy: `Should it have to go, undo it once it has landed: \`drover revert ${one.item}\`.`,
  });
}

function changed(now: Submission) {
  return fail("wrong-transition", `${now.id} has a new tip since you looked: ${now.tip.slice(0, 10)}.`, {
    remedy: "Look at it again.",
  });
}
