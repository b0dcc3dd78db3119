import { z } from "zod";
import { commitId, name, timestamp } from "./primitives.ts";
import { gateResult } from "./submission.ts";

/**
 * gating     — its tip is being gated, again where red may be a flake; leaves to landing on green, to bisecting on red
 * bisecting  — shorter prefixes are gated until the first culprit is known; leaves to landing with what was green before it, or to split
 * landing    — the target is being moved; leaves to landed, or to dropped when the target moved meanwhile
 * landed     — all its members have landed
 * split      — a part has landed or none, culprits were sent back, the rest went back to the queue
 * dropped    — what it was stacked on did not come to be, its members changed, or the target is red itself; all went back to the
 *              queue, but the first where it waits for another target
 */
export const BATCH_STATES = ["gating", "bisecting", "landing", "landed", "split", "dropped"] as const;

export const batchMember = z.object({
  submission: z.string(),
  /** What its commits are stacked on: the base of the batch, or the member before. */
  from: commitId,
  commit: commitId,
});
export type BatchMember = z.infer<typeof batchMember>;

export const gateRun = z.object({
  id: z.string(),
  commit: commitId,
  /** How many members are in that commit; 0 is the target itself, asked before the first of them is blamed. */
  upTo: z.int().min(0),
  /** From 1; a second one of the same commit looks for a flake. */
  attempt: z.int().min(1),
  lane: z.int().optional(),
  state: z.enum(["running", "green", "red", "cancelled"]),
  /** In the order in which they ended. */
  gates: z.array(gateResult).default([]),
  startedAt: timestamp,
  endedAt: timestamp.optional(),
});
export type GateRun = z.infer<typeof gateRun>;

/** Submissions of one branch, frozen in their order, stacked on one commit and gated together. */
export const batch = z.object({
  id: z.string(),
  project: name,
  branch: z.string().optional(),
  onto: commitId,
  /** The batch on whose tip this one is stacked, in the hope that it lands. */
  after: z.string().optional(),
  members: z.array(batchMember).min(1),
  state: z.enum(BATCH_STATES),
  /** How many of its members land, or have landed, once that is known; the others went their own ways. */
  lands: z.int().min(0).optional(),
  runs: z.array(gateRun).default([]),
  /** Submissions that turned it red. */
  culprits: z.array(z.string()).default([]),
  reason: z.string().optional(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Batch = z.infer<typeof batch>;
