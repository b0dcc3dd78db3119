import { z } from "zod";
import { submission } from "../model/submission.ts";
import { name } from "../model/primitives.ts";
import { ANYONE, MERGERS, request } from "./verb.ts";

export const mqList = request({
  name: "mq.list",
  summary: "List the merge queue: what waits, what is being prepared and gated, what came back.",
  input: z.strictObject({ project: name.optional(), all: z.boolean().optional() }),
  output: z.object({ submissions: z.array(submission), paused: z.array(name) }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const mqShow = request({
  name: "mq.show",
  summary: "Show a submission with its gates and, where it came back, why.",
  input: z.strictObject({ submission: z.string().min(1).max(80) }),
  output: z.object({
    submission,
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
  input: z.strictObject({ submission: z.string().min(1).max(80) }),
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

export const mergeQueueVerbs = [mqList, mqShow, mqRetry, mqPause, mqResume] as const;
