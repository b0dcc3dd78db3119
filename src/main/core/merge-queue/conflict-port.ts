import type { NewEvent } from "../../../shared/model/event.ts";
import type { ConflictFile, Submission } from "../../../shared/model/submission.ts";
import type { SentBack } from "./decide.ts";

/** How a submission does not go onto what it was prepared on. Nothing of it was written anywhere. */
export interface ConflictFacts {
  /** The commit that it was prepared on. */
  readonly onto: string;
  /** Never empty. */
  readonly files: readonly ConflictFile[];
}

/**
 * What becomes of a submission that cannot go on as it is: a resolver works on it, its author redoes it, or the user decides. Asked in
 * the deciding function of a commit, with the submission as it is at that moment; the answer is all that has to be recorded, the
 * submission's own event first, so that no crash comes between.
 */
export interface ConflictPort {
  conflicted(one: Submission, facts: ConflictFacts): readonly NewEvent[];
  /** Its gates were red and it was the culprit. Where its conflict was resolved by an agent, that attempt has failed. */
  red(one: Submission, back: SentBack): readonly NewEvent[];
}
