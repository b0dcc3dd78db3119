import type { Submission } from "../../../shared/model/submission.ts";
import type { CommandId } from "../commands/catalogue.ts";
import { isEnded } from "./queue-view.ts";

/** Commands on a submission: they take it somewhere else, or show what it changes. */
export type Way = Exclude<Extract<CommandId, `submission.${string}`>, "submission.show"> | "review.submission";

/** What can be done to a submission as it stands, in groups; the first of all is what it most likely needs. */
export function waysOut(one: Submission): readonly (readonly Way[])[] {
  const { state } = one;
  const groups: Way[][] = [];
  if (state === "waiting" && one.consent !== undefined) groups.push(["submission.allow"]);
  if (hasConflict(one)) groups.push(["submission.conflict", "submission.resolver", "submission.author"]);
  if (state !== "discarded" && state !== "superseded") groups.push(["review.submission"]);
  if (state === "sent-back" || state === "waiting") groups.push(["submission.retry"]);
  if (state === "queued") {
    groups.push(["submission.up", "submission.down", "submission.first"]);
    if (one.place !== undefined) groups.at(-1)?.push("submission.unplace");
  }
  if (state === "landed") groups.push(["submission.revert"]);
  const canHold = state === "queued" || state === "preparing" || state === "gating";
  if (one.held !== undefined) groups.push(["submission.release"]);
  else if (canHold) groups.push(["submission.hold"]);
  if (!isEnded(one) && state !== "landing") groups.push(["submission.discard"]);
  return groups;
}

/** Whether there are two sides that somebody has to put together now. */
export function hasConflict({ state, conflicts, waitsFor }: Submission): boolean {
  if (conflicts.length === 0) return false;
  return state === "resolving" || (state === "waiting" && waitsFor === "user");
}
