import { z } from "zod";
import { commitId, identityPath, name, timestamp } from "./primitives.ts";

/**
 * What the merge queue was asked to land. queued → preparing (rebased on the newest target) → gating → landed,
 * or sent-back (conflict, red gate), or waiting (the target may not be moved just now), or superseded by a newer
 * submission of the same item.
 */
export const SUBMISSION_STATES = [
  "queued",
  "preparing",
  "gating",
  "landing",
  "waiting",
  "landed",
  "sent-back",
  "superseded",
] as const;

export const gateResult = z.object({
  name: z.string(),
  exitCode: z.int().nullable(),
  timedOut: z.boolean(),
  ms: z.number(),
  /** The last lines of its output. */
  tail: z.string(),
});
export type GateResult = z.infer<typeof gateResult>;

export const submission = z.object({
  id: z.string(),
  project: name,
  item: z.string(),
  agent: identityPath,
  /** Tip as submitted; kept under `refs/drover/submissions/<id>` of the vault. */
  tip: commitId,
  base: commitId,
  priority: z.int(),
  state: z.enum(SUBMISSION_STATES),
  submittedAt: timestamp,
  updatedAt: timestamp,
  /** Tip after the last preparation. */
  prepared: commitId.optional(),
  gates: z.array(gateResult).default([]),
  /** Why it was sent back or waits. */
  reason: z.string().optional(),
  conflicts: z.array(z.string()).default([]),
  landed: commitId.optional(),
});
export type Submission = z.infer<typeof submission>;
