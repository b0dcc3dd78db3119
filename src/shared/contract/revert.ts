import { z } from "zod";
import { submission } from "../model/submission.ts";
import { itemRef } from "./item.ts";
import { submissionRef } from "./merge-queue.ts";
import { MERGERS, request } from "./verb.ts";

export const mqRevert = request({
  name: "mq.revert",
  summary: "Undo what landed for an item by a new submission, which is gated and landed like any other.",
  input: z.strictObject({
    item: itemRef,
    /** Which landing, where the item has several. */
    submission: submissionRef.optional(),
    /** The item is opened again once the undoing has landed. */
    reopen: z.boolean().optional(),
    reason: z.string().max(2_000).optional(),
  }),
  output: z.object({
    /** The new item, “Revert …”. */
    item: z.string(),
    submission,
    /** What it undoes. */
    reverted: submission,
  }),
  errors: [
    "item-not-found",
    "item-ambiguous",
    "submission-not-found",
    "never-landed",
    "several-landings",
    "already-reverted",
    "cannot-revert",
    "branch-not-found",
    "unreachable",
  ],
  callers: MERGERS,
  danger: "confirm",
});

export const revertVerbs = [mqRevert] as const;
