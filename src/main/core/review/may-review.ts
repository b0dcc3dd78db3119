import type { Caller } from "../../../shared/contract/handlers.ts";
import type { ReviewSubject } from "../../../shared/contract/review.ts";
import { projectOf } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { ReviewDeps } from "./ports.ts";

/** What an item carries that is slung to a worker so that it reviews. */
export const REVIEW_LABEL = "review";

/**
 * Whether somebody may give a verdict: the user and the manager everywhere; a merge coordinator and crew in their own project; a
 * worker there while a review is what is on its hook. Nobody on their own work.
 */
export function mayReview(
  caller: Caller,
  { agent, project }: Pick<ReviewSubject, "agent" | "project">,
  deps: Pick<ReviewDeps, "hookOf" | "item">,
): Result<void, Failure<"not-allowed">> {
  const { identity, role } = caller;
  if (identity === agent) {
    return fail("not-allowed", `${identity} made this, and nobody gives a verdict on their own work.`, {
      remedy: 'Ask somebody else to look: `drover mail send manager "…"`.',
    });
  }
  if (role === "user" || role === "manager") return ok();
  if (projectOf(identity) !== project) {
    return fail("not-allowed", `${identity} may give verdicts in its own project alone, and this is about ${project}.`);
  }
  if (role === "merge-coordinator" || role === "crew") return ok();
  const hook = deps.hookOf(identity);
  const item = hook?.state === "active" && hook.item !== undefined ? deps.item(hook.item) : undefined;
  if (item?.labels.includes(REVIEW_LABEL) === true) return ok();
  return fail("not-allowed", `${identity} was not told to review: no item labelled ${REVIEW_LABEL} is on its hook.`, {
    remedy: "You may comment; a verdict is given by whoever was asked for one.",
  });
}
