import type { NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { placesFor } from "../line/order.ts";
import { type SentBack, isUnderWay, submissionEvent } from "../decide.ts";

/** What a reviewer says of a submission, having seen that tip. */
export interface Verdict {
  readonly verdict: "approved" | "sent-back";
  readonly tip: string;
  readonly by: IdentityPath;
  readonly note?: string | undefined;
  /** An approved one is put in front of all that wait with it. */
  readonly isFirst?: boolean | undefined;
  /** For the author of one that is sent back: all that was remarked; the first line stands alone. */
  readonly reason: string;
}

export interface ReviewFacts {
  /** What waits on the same branch, in the order in which it will be taken. */
  readonly line: readonly Submission[];
  consequencesOfSendingBack(submission: Submission, back: SentBack): readonly NewEvent[];
}

/**
 * An approval counts for the tip that was looked at, and for no other. One that is sent back leaves the queue at once, wherever
 * it stands there, unless the target is being moved to it this moment.
 */
export function reviewSubmission(
  one: Submission,
  { verdict, tip, by, note, reason, isFirst = false }: Verdict,
  { line, consequencesOfSendingBack }: ReviewFacts,
): Result<readonly NewEvent[], Failure<"wrong-transition" | "tip-replaced">> {
  if (!isUnderWay(one)) {
    return fail("wrong-transition", `${one.id} is ${one.state}: there is nothing left to decide about it.`, {
      remedy: "Look at what is newest of its item: `drover mq list --all`.",
    });
  }
  if (one.state === "landing") {
    return fail("wrong-transition", `${one.id} is being landed this moment.`, {
      remedy: `Should it have to go, undo it once it has landed: \`drover revert ${one.item}\`.`,
    });
  }
  if (one.tip !== tip) {
    return fail(
      "tip-replaced",
      `${one.id} is at ${one.tip.slice(0, 10)} by now, and you looked at ${tip.slice(0, 10)}.`,
      {
        remedy: `Look at what is new: \`drover review show ${one.id}\`.`,
        details: { tip: one.tip },
      },
    );
  }
  const reviewed = submissionEvent(one, "submissionReviewed", { verdict, tip, ...(note ? { note } : {}) }, by);
  if (verdict === "approved") return ok([reviewed, ...(isFirst ? placeFirst(one, line, by) : [])]);
  const back: SentBack = { kind: "review", reason, conflicts: [], onto: one.onto ?? one.base };
  return ok([reviewed, submissionEvent(one, "submissionSentBack", back, by), ...consequencesOfSendingBack(one, back)]);
}

/** Only what waits its turn has a place; the rest is on its way already. */
function placeFirst(one: Submission, line: readonly Submission[], by: IdentityPath): readonly NewEvent[] {
  if (one.state !== "queued") return [];
  return [...placesFor(one, "first", line)].flatMap(([id, place]) => {
    const moved = line.find((other) => other.id === id);
    const data = place === undefined ? {} : { place };
    return moved === undefined ? [] : [submissionEvent(moved, "submissionPlaced", data, by)];
  });
}

/** Its author was asked to redo it by a reviewer: no sign that it does not go together with what others do. */
export function isSentBackByReview(one: Submission): boolean {
  return one.state === "sent-back" && one.review?.verdict === "sent-back" && one.review.tip === one.tip;
}
