import { z } from "zod";
import { commitId, identityPath, timestamp } from "../model/primitives.ts";
import { conflictFile, submission } from "../model/submission.ts";
import { submissionRef } from "./merge-queue.ts";
import { ANYONE, MERGERS, SUPERVISORS, request } from "./verb.ts";

/** Why a side changed what it changed. */
export const intent = z.object({
  item: z.string(),
  title: z.string(),
  acceptance: z.string(),
  agent: identityPath.optional(),
  submission: z.string().optional(),
  commits: z.array(z.object({ id: commitId, subject: z.string(), author: z.string() })),
  /** What its author noted for others. */
  notes: z.array(z.string()),
  at: timestamp.optional(),
});
export type Intent = z.infer<typeof intent>;

/** One side's text of a file; `text` is absent for binary ones and where that side has no such file. */
const sideText = z.object({
  exists: z.boolean(),
  isBinary: z.boolean(),
  bytes: z.int(),
  text: z.string().optional(),
  isTruncated: z.boolean(),
});

export const mqConflict = request({
  name: "mq.conflict",
  summary: "Lay out both sides of a submission's conflict: intents, files, and the three texts of one of them.",
  input: z.strictObject({ submission: submissionRef, file: z.string().max(4096).optional() }),
  output: z.object({
    submission,
    /** What the submission is to be put on. */
    onto: commitId,
    files: z.array(conflictFile),
    theirs: intent,
    /** Landed work that touches the same files, newest first. */
    ours: z.array(intent),
    /** Of `file`: before both, on the target, in the submission; and as git merged it, with marks. */
    texts: z.object({ base: sideText, ours: sideText, theirs: sideText, merged: sideText }).optional(),
  }),
  errors: ["submission-not-found", "no-conflict", "file-not-found"],
  callers: ANYONE,
  danger: "safe",
});

/** What becomes of one file. */
export const fileResolution = z.strictObject({
  path: z.string().min(1).max(4096),
  take: z.union([z.enum(["ours", "theirs", "delete"]), z.strictObject({ text: z.string().max(5_000_000) })]),
});

export const mqResolve = request({
  name: "mq.resolve",
  summary: "Resolve a submission's conflict file by file and put it in the queue again.",
  input: z.strictObject({
    submission: submissionRef,
    /** What it was shown on: refused when the target has moved so that there are other conflicts now. */
    onto: commitId,
    files: z.array(fileResolution).min(1).max(2000),
  }),
  output: submission,
  errors: ["submission-not-found", "no-conflict", "wrong-transition", "stale", "unresolved"],
  callers: SUPERVISORS,
  danger: "safe",
});

/** To whom a conflict goes next, chosen by a person. */
export const mqAssignConflict = request({
  name: "mq.assignConflict",
  summary: "Give a submission's conflict to a fresh resolver, or back to its author.",
  input: z.strictObject({ submission: submissionRef, to: z.enum(["resolver", "author"]) }),
  output: submission,
  errors: ["submission-not-found", "no-conflict", "wrong-transition"],
  callers: MERGERS,
  danger: "safe",
});

export const mqDiscard = request({
  name: "mq.discard",
  summary: "Take a submission out of the queue for good; its commits are salvaged.",
  input: z.strictObject({
    submission: submissionRef,
    reason: z.string().max(500).optional(),
    /** What becomes of its item: nobody works on it until it is slung again, or it is handed out again and begun anew. */
    item: z.enum(["park", "release"]).default("park"),
  }),
  output: z.object({ submission, salvage: z.string() }),
  errors: ["submission-not-found", "wrong-transition"],
  callers: MERGERS,
  danger: "confirm",
});

export const submissionConflictVerbs = [mqConflict, mqResolve, mqAssignConflict, mqDiscard] as const;
