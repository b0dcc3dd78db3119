import type { Submission } from "../../../shared/model/submission.ts";

export interface QueueSections {
  /** Being rebased, gated or landed now, then waiting, in the order they will land. */
  readonly moving: readonly Submission[];
  /** Came back to its author, newest first, unless something newer of the same item is on its way. */
  readonly sentBack: readonly Submission[];
  /** Newest first. */
  readonly landed: readonly Submission[];
}

const MOVING = ["landing", "gating", "preparing", "queued", "waiting"] as const;

export function queueSections(submissions: readonly Submission[]): QueueSections {
  const rank = (submission: Submission) => MOVING.findIndex((state) => state === submission.state);
  const moving = submissions
    .filter((submission) => rank(submission) >= 0)
    .toSorted((a, b) => rank(a) - rank(b) || a.priority - b.priority || a.submittedAt - b.submittedAt);
  const newestOf = new Map<string, Submission>();
  for (const submission of submissions) {
    const known = newestOf.get(submission.item);
    if (known === undefined || known.submittedAt < submission.submittedAt) newestOf.set(submission.item, submission);
  }
  const newestFirst = (a: Submission, b: Submission) => b.updatedAt - a.updatedAt;
  return {
    moving,
    sentBack: submissions
      .filter((submission) => submission.state === "sent-back" && newestOf.get(submission.item) === submission)
      .toSorted(newestFirst),
    landed: submissions.filter((submission) => submission.state === "landed").toSorted(newestFirst),
  };
}
