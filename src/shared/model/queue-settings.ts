import { z } from "zod";

/** How a project's merge queue works. Cautious users set `batch` and `parallel` to 1. */
export const queueSettings = z.object({
  /** Submissions that are gated together at most. */
  batch: z.int().min(1).max(50).default(5),
  /** Batches that are gated at the same time, each on top of the one before; 1 gates nothing on speculation. */
  parallel: z.int().min(1).max(16).default(2),
  /** How often red gates are run again on the same commit before they are believed. */
  retries: z.int().min(0).max(5).default(1),
  /** How often an agent is hired to resolve the conflict of a submission; 0 gives it to its author at once. */
  resolverAttempts: z.int().min(0).max(5).default(1),
  /** How often its author is asked to redo it before the user is; 0 asks the user at once. */
  authorAttempts: z.int().min(0).max(10).default(2),
  /** Whether each submission needs an approval before it is gated. */
  review: z.enum(["off", "required"]).default("off"),
  /** Whether one whose author had it verified on the newest target lands without another run. */
  preVerified: z.boolean().default(true),
  /** Whether active branches are checked for collisions while agents work. */
  earlyWarning: z.boolean().default(true),
  /** Whether commits that are rewritten are signed with the user's own key. */
  sign: z.boolean().default(false),
  /** Who merges a pull request that is green. */
  merge: z.enum(["when-green", "by-people"]).default("when-green"),
});
export type QueueSettings = z.infer<typeof queueSettings>;

/** What stands where nothing was ever said. */
export const DEFAULT_QUEUE_SETTINGS: QueueSettings = queueSettings.parse({});
