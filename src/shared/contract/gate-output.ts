import { z } from "zod";
import { name, timestamp } from "../model/primitives.ts";
import { gateResult } from "../model/submission.ts";
import { ANYONE, request, stream } from "./verb.ts";
import { submissionRef } from "./merge-queue.ts";

/** The id of a run of gates, as batches list them. */
export const runRef = z.string().min(4).max(80);

/** Resumable by its cursor, which counts the bytes of all gates of the run together. Ends when the run does. */
export const mqOutput = stream({
  name: "mq.output",
  summary: "Follow what the gates of a run print, from the beginning or from a point before.",
  input: z.strictObject({ run: runRef, gate: z.string().max(60).optional() }),
  event: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("started"), gate: z.string(), at: timestamp }),
    /** As printed, with colours; pieces of a gate come in order. `skipped` bytes before it were not kept. */
    z.object({ kind: z.literal("output"), gate: z.string(), text: z.string(), skipped: z.int().optional() }),
    z.object({ kind: z.literal("ended"), gate: z.string(), result: gateResult }),
  ]),
  errors: ["run-not-found", "cursor-too-old"],
  callers: ANYONE,
  danger: "safe",
});

export const mqLog = request({
  name: "mq.log",
  summary: "Read what the gates of a run, or of a submission's last run, printed.",
  input: z.strictObject({
    of: z.union([z.strictObject({ run: runRef }), z.strictObject({ submission: submissionRef })]),
    gate: z.string().max(60).optional(),
    /** Only the last so many lines of each. */
    tail: z.int().min(1).max(100_000).optional(),
  }),
  output: z.object({
    run: z.string(),
    isRunning: z.boolean(),
    gates: z.array(
      z.object({
        name: z.string(),
        startedAt: timestamp,
        result: gateResult.optional(),
        /** With colours as printed. */
        text: z.string(),
        /** Bytes that were not kept, or left out of this answer. */
        skipped: z.int(),
      }),
    ),
  }),
  errors: ["submission-not-found", "run-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const mqGates = request({
  name: "mq.gates",
  summary: "Show how a project's gates do: how often red, how often flaky, how long they take.",
  input: z.strictObject({ project: name }),
  output: z.object({
    gates: z.array(
      z.object({
        name: z.string(),
        runs: z.int(),
        reds: z.int(),
        /** Runs that were green on a commit that was red just before. */
        flakes: z.int(),
        /** Milliseconds of green runs, half of which took no longer. */
        medianMs: z.number().optional(),
        lastFlakeAt: timestamp.optional(),
      }),
    ),
  }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});
