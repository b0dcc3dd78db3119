import { z } from "zod";
import { commitId, identityPath, name, timestamp } from "./primitives.ts";

/**
 * What the merge queue was asked to land. queued → preparing (put on the newest target) → gating → landing → landed. On the way it may be
 * resolving (an agent works on its conflict), published (a pull request is open), waiting (for room, or for the user), or leave:
 * sent-back (its author redoes it), discarded, superseded by a newer submission of the same item.
 */
export const SUBMISSION_STATES = [
  "queued",
  "preparing",
  "resolving",
  "gating",
  "landing",
  "published",
  "waiting",
  "landed",
  "sent-back",
  "discarded",
  "superseded",
] as const;

/** `work` of an agent; the undoing of a landing; an epic's branch that lands as one. */
export const SUBMISSION_KINDS = ["work", "revert", "integration"] as const;

export const gateResult = z.object({
  name: z.string(),
  exitCode: z.int().nullable(),
  timedOut: z.boolean(),
  ms: z.number(),
  /** The last lines of its output. */
  tail: z.string(),
  /** The commit it ran on. */
  commit: commitId.optional(),
  /** It was red before on the same commit, in the same batch. */
  isFlaky: z.boolean().optional(),
});
export type GateResult = z.infer<typeof gateResult>;

/** How two sides of one file do not go together. */
export const CONFLICT_KINDS = [
  "content",
  "add-add",
  "modify-delete",
  "rename",
  "binary",
  "mode",
  "submodule",
  "file-directory",
  "case",
] as const;

export const conflictFile = z.object({
  path: z.string(),
  kind: z.enum(CONFLICT_KINDS),
  /** Object names of its contents, where that side has it: before both, on the target, in the submission. */
  base: commitId.optional(),
  ours: commitId.optional(),
  theirs: commitId.optional(),
});
export type ConflictFile = z.infer<typeof conflictFile>;

export const pullRequestFacts = z.object({
  number: z.int(),
  url: z.string(),
  /** The branch of the origin it is opened from. */
  head: z.string(),
  /** What Drover pushed there last, and when. */
  commit: commitId,
  pushedAt: timestamp,
  /** `none`: the forge runs no checks on it. */
  checks: z.enum(["none", "pending", "green", "red"]),
  checkedAt: timestamp.optional(),
});
export type PullRequestFacts = z.infer<typeof pullRequestFacts>;

export const submission = z.object({
  id: z.string(),
  project: name,
  item: z.string(),
  agent: identityPath,
  kind: z.enum(SUBMISSION_KINDS).default("work"),
  /** Short name of the branch it is to land on; absent where that is the project's target, whichever it is then. */
  branch: z.string().optional(),
  /** Tip as submitted, or as a conflict was resolved; kept under `refs/drover/submissions/<id>` of the vault. */
  tip: commitId,
  base: commitId,
  priority: z.int(),
  state: z.enum(SUBMISSION_STATES),
  submittedAt: timestamp,
  updatedAt: timestamp,
  /** Tip after the last preparation. */
  prepared: commitId.optional(),
  /** What it was last prepared on: the target, or the member before it in its batch. */
  onto: commitId.optional(),
  /** The batch it is in, or was in last. */
  batch: z.string().optional(),
  gates: z.array(gateResult).default([]),
  /** Why it was sent back, waits or was discarded. */
  reason: z.string().optional(),
  /** What one that waits waits for: room on the target or another target, both tried again by itself, or a decision of the user. */
  waitsFor: z.enum(["room", "target", "user"]).optional(),
  /** What the user could allow so that one that waits for room finds it: a setting of its project. */
  consent: z.enum(["land-on-checked-out"]).optional(),
  /** Paths of the last conflict. */
  conflicts: z.array(z.string()).default([]),
  /** The same with what is known of each; absent in what was recorded before there was more. */
  conflictFiles: z.array(conflictFile).optional(),
  /** Who works on its conflict, by an item of its own; with the tip, once that has resolved it. */
  resolver: z.object({ item: z.string(), tip: commitId.optional() }).optional(),
  /** How often its conflict was given to a resolver. */
  resolutions: z.int().default(0),
  /** Nobody may take it further until it is released. */
  held: z.object({ by: identityPath, at: timestamp, reason: z.string().optional() }).optional(),
  /** Where the user put it: ahead of all without a place, smaller first. */
  place: z.number().optional(),
  /** What a reviewer said, and of which tip. */
  review: z
    .object({
      verdict: z.enum(["approved", "sent-back"]),
      by: identityPath,
      at: timestamp,
      tip: commitId,
      note: z.string().optional(),
    })
    .optional(),
  /** Its author's own run of the gates, by Drover, on that commit, which was on top of that target. */
  verified: z.object({ commit: commitId, onto: commitId, gates: z.array(gateResult), at: timestamp }).optional(),
  pullRequest: pullRequestFacts.optional(),
  landed: commitId.optional(),
  /** What the target was just before its own commits: `landedFrom..landed` is its share of a batch. */
  landedFrom: commitId.optional(),
  /** For a revert, the submission whose landing it undoes. */
  reverts: z.string().optional(),
  /** That one's item is opened again when the revert has landed. */
  reopens: z.boolean().optional(),
});
export type Submission = z.infer<typeof submission>;

/** What keeps a queued submission back just now. Derived, never stored. */
export const OBSTACLES = ["held", "review", "paused", "role-off", "in-batch", "turn"] as const;

/** Where a submission that is under way stands. */
export const standing = z.object({
  submission: z.string(),
  /** From 1, among those that wait on the same branch; absent for one that is being worked on. */
  position: z.int().optional(),
  obstacle: z.enum(OBSTACLES).optional(),
});
export type Standing = z.infer<typeof standing>;
