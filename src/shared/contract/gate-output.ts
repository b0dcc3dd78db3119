import { z } from "zod";
import { name, timestamp } from "../model/primitives.ts";
import { gateResult } from "../model/submission.ts";
import { ANYONE, request, stream } from "./verb.ts";
import { submissionRef } from "./merge-queue.ts";

/** The id of a run of gates, as batches list them. */
export const runRef = z.string().min(4).max(80);

/** Resumable by its cursor. Ends when the run has, or when nothing of it is kept any more. */
export const mqOutput = stream({
  name: "mq.output",
  summary: "Follow what the gates of a run print, from the beginning or from a point before.",
  input: z.strictObject({
    run: runRef,
    gate: z.string().max(60).optional(),
    /** Begins so many bytes before the end of what each gate has printed by then. */
    last: z.int().min(0).optional(),
  }),
  event: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("started"), gate: z.string(), at: timestamp }),
    /** As printed, with colours; pieces of a gate come in order. `skipped` bytes before it were left out, as `last` said. */
    z.object({ kind: z.literal("output"), gate: z.string(), text: z.string(), skipped: z.int().optional() }),
    /** Without a result where it was ended before it came to one. */
    z.object({ kind: z.literal("ended"), gate: z.string(), result: gateResult.optional() }),
  ]),
  errors: ["run-not-found"],
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
    /** Those it has now, in their order. */
    gates: z.array(
      z.object({
        name: z.string(),
        /** Those that came to an end and are kept. */
        runs: z.int(),
        reds: z.int(),
        /** Runs that said another thing than the one before on the same commit. */
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

export const gateOutputVerbs = [mqOutput, mqLog, mqGates] as const;
