import { z } from "zod";
import { commitId, name, timestamp } from "../../../../shared/model/primitives.ts";
import { gateResult } from "../../../../shared/model/submission.ts";

/**
 * pending    — its turn has not come, and does not come once another gate of the run is red
 * running    — its output grows
 * green, red — it came to its end
 * cancelled  — it was ended before it could say anything: by a red gate beside it, or with its run
 */
export const GATE_STATES = ["pending", "running", "green", "red", "cancelled"] as const;

export const keptGate = z.object({
  name: z.string(),
  /** Program and arguments, as they were then. */
  command: z.array(z.string()).default([]),
  state: z.enum(GATE_STATES),
  /** Of its output, as kept. */
  bytes: z.int().min(0),
  /** Of its output, left out because it was too long. */
  omittedBytes: z.int().min(0).default(0),
  startedAt: timestamp.optional(),
  result: gateResult.optional(),
});
export type KeptGate = z.infer<typeof keptGate>;

/**
 * What is kept of a run of a project's gates, beside their output, as a file of this machine.
 * `lost`: the core ended before the run did, and with it all that ran.
 */
export const keptRun = z.object({
  run: z.string(),
  project: name,
  /** The queue's own, or an agent's who verifies its work before it submits it. */
  purpose: z.enum(["queue", "verify"]),
  commit: commitId,
  /** Of one that verifies: the target on top of which that commit was. */
  onto: commitId.optional(),
  batch: z.string().optional(),
  attempt: z.int().min(1).default(1),
  /** Whose work is in that commit. */
  submissions: z.array(z.string()),
  lane: z.int(),
  state: z.enum(["running", "green", "red", "cancelled", "lost"]),
  startedAt: timestamp,
  endedAt: timestamp.optional(),
  /** All gates of the project, in their order. */
  gates: z.array(keptGate),
});
export type KeptRun = z.infer<typeof keptRun>;
