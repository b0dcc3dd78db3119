import type { NewEvent } from "../../../../shared/model/event.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { SentBack } from "../decide.ts";
import type { ConflictFacts } from "../repository/repository.ts";

/** What has to be known of a conflict to hand it to somebody. */
export type ConflictInShort = Pick<ConflictFacts, "onto" | "files">;

/**
 * What becomes of a submission that cannot go on as it is: a resolver works on it, its author redoes it, or the user decides. Asked in
 * the deciding function of a commit, with the submission as it is at that moment; the answer is all that has to be recorded, the
 * submission's own event first, so that no crash comes between.
 */
export interface ConflictPort {
  conflicted(one: Submission, conflict: ConflictInShort): readonly NewEvent[];
  /** Its gates were red and it was the culprit. Where its conflict was resolved by an agent, that attempt has failed. */
  red(one: Submission, back: SentBack): readonly NewEvent[];
}
