import { z } from "zod";

const limits = {
  batch: z.int().min(1).max(50),
  parallel: z.int().min(1).max(16),
  retries: z.int().min(0).max(5),
  resolverAttempts: z.int().min(0).max(5),
  authorAttempts: z.int().min(0).max(10),
  checkTarget: z.boolean(),
  review: z.enum(["off", "required"]),
  preVerified: z.boolean(),
  earlyWarning: z.boolean(),
  sign: z.boolean(),
  merge: z.enum(["when-green", "by-people"]),
};

/** How a project's merge queue works. Cautious users set `batch` and `parallel` to 1. */
export const queueSettings = z.object({
  /** Submissions that are gated together at most. */
  batch: limits.batch.default(5),
  /** Batches that are gated at the same time, each on top of the one before; 1 gates nothing on speculation. */
  parallel: limits.parallel.default(2),
  /** How often red gates are run again on the same commit before they are believed. */
  retries: limits.retries.default(1),
  /** How often an agent is hired to resolve the conflict of a submission; 0 gives it to its author at once. */
  resolverAttempts: limits.resolverAttempts.default(1),
  /** How often its author is asked to redo it before the user is; 0 asks the user at once. */
  authorAttempts: limits.authorAttempts.default(2),
  /** Whether a red gate is run on the target itself before an author is blamed for it. */
  checkTarget: limits.checkTarget.default(true),
  /** Whether each submission needs an approval before it is gated. */
  review: limits.review.default("off"),
  /** Whether one whose author had it verified on the newest target lands without another run. */
  preVerified: limits.preVerified.default(true),
  /** Whether active branches are checked for collisions while agents work. */
  earlyWarning: limits.earlyWarning.default(true),
  /** Whether commits that are rewritten are signed with the user's own key. */
  sign: limits.sign.default(false),
  /** Who merges a pull request that is green. */
  merge: limits.merge.default("when-green"),
});
export type QueueSettings = z.infer<typeof queueSettings>;

/** Some of them: what is left out stays as it is. */
export const queueChange = z.strictObject(limits).partial();
export type QueueChange = z.infer<typeof queueChange>;

/** What stands where nothing was ever said. */
export const DEFAULT_QUEUE_SETTINGS: QueueSettings = queueSettings.parse({});
