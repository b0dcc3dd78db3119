import { z } from "zod";
import { batch } from "../model/batch.ts";
import { name } from "../model/primitives.ts";
import { standing, submission } from "../model/submission.ts";
import { ANYONE, MERGERS, request } from "./verb.ts";

/** The id of a submission, the beginning of one, or an item's for its newest. */
export const submissionRef = z.string().min(1).max(80);

export const mqList = request({
  name: "mq.list",
  summary: "List the merge queue: what waits, what is being prepared and gated, what came back.",
  input: z.strictObject({ project: name.optional(), all: z.boolean().optional() }),
  output: z.object({
    /** Those under way in the order in which they will be taken, then the ended ones, newest first; the landed without their gates' output. */
    submissions: z.array(submission),
    /** Of each that is under way. */
    standings: z.array(standing),
    /** Batches at work, in the order in which they may land. */
    batches: z.array(batch),
    /** Projects in which nothing lands, and why: everything is paused, the user paused the queue, or nobody holds the role. */
    paused: z.array(z.object({ project: name, by: z.enum(["user", "role-off", "frozen"]) })),
    /** Projects whose queue cannot go on for a reason that is no submission's, such as a damaged clone; it is tried again by itself. */
    troubles: z.array(z.object({ project: name, message: z.string() })),
  }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const mqShow = request({
  name: "mq.show",
  summary: "Show a submission with its gates and, where it came back, why.",
  input: z.strictObject({ submission: submissionRef }),
  output: z.object({
    submission,
    standing: standing.optional(),
    /** Those it was in, newest first. */
    batches: z.array(batch),
    commits: z.array(z.object({ id: z.string(), subject: z.string(), author: z.string() })),
    files: z.array(z.string()),
  }),
  errors: ["submission-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const mqRetry = request({
  name: "mq.retry",
  summary: "Put a submission that came back or waits at its place in the queue again.",
  input: z.strictObject({ submission: submissionRef }),
  output: submission,
  errors: ["submission-not-found", "wrong-transition"],
  callers: MERGERS,
  danger: "safe",
});

export const mqHold = request({
  name: "mq.hold",
  summary: "Keep a submission back until it is released; a batch it is in goes on without it.",
  input: z.strictObject({ submission: submissionRef, reason: z.string().max(500).optional() }),
  output: submission,
  errors: ["submission-not-found", "wrong-transition"],
  callers: MERGERS,
  danger: "safe",
});

export const mqRelease = request({
  name: "mq.release",
  summary: "Let a held submission go on.",
  input: z.strictObject({ submission: submissionRef }),
  output: submission,
  errors: ["submission-not-found", "wrong-transition"],
  callers: MERGERS,
  danger: "safe",
});

export const mqReorder = request({
  name: "mq.reorder",
  summary: "Put a submission in front of another one, at the front, or back where its priority and age put it.",
  input: z.strictObject({
    submission: submissionRef,
    to: z.union([
      z.strictObject({ before: submissionRef }),
      z.strictObject({ after: submissionRef }),
      z.enum(["first", "by-rule"]),
    ]),
  }),
  output: submission,
  errors: ["submission-not-found", "wrong-transition"],
  callers: MERGERS,
  danger: "safe",
});

export const mqPause = request({
  name: "mq.pause",
  summary: "Land nothing more in a project until resumed.",
  input: z.strictObject({ project: name }),
  output: z.object({ paused: z.boolean() }),
  errors: ["project-not-found"],
  callers: MERGERS,
  danger: "safe",
});

export const mqResume = request({
  name: "mq.resume",
  summary: "Let a project's merge queue go on.",
  input: z.strictObject({ project: name }),
  /** It still is paused where nobody holds the merge coordinator's role. */
  output: z.object({ paused: z.boolean() }),
  errors: ["project-not-found"],
  callers: MERGERS,
  danger: "safe",
});

export const mergeQueueVerbs = [mqList, mqShow, mqRetry, mqHold, mqRelease, mqReorder, mqPause, mqResume] as const;
