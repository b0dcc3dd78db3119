import { z } from "zod";
import { commitId, identityPath, name, timestamp } from "./primitives.ts";

/**
 * Why something was saved: before a worktree was given back, at a hand-off, because somebody asked for a checkpoint,
 * before a restore put something else in its place, or because a submission was discarded.
 */
export const SALVAGE_REASONS = ["removal", "hand-off", "checkpoint", "restore", "discard"] as const;
export type SalvageReason = (typeof SALVAGE_REASONS)[number];

/** What was under way in the worktree. */
export const OPERATIONS = ["merge", "rebase", "cherry-pick", "revert", "bisect"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A repository of its own within the worktree, a submodule's included. Its files are not copied. */
export const embeddedRepository = z.object({
  /** Below the worktree. */
  path: z.string(),
  /** In words, e.g. `modified files, untracked files`; empty where nothing in it is new. */
  state: z.string(),
});

/** How much of what a salvage holds. */
export const salvageHolds = z.object({
  /** Commits that the project's branches did not have. */
  commits: z.int().min(0),
  /** Files against HEAD, untracked ones left out: changed, added, deleted. */
  changed: z.int().min(0),
  /** Files whose staged state is not that of HEAD. */
  staged: z.int().min(0),
  untracked: z.int().min(0),
  /** Files with a conflict that was not resolved. */
  conflicts: z.int().min(0),
  stashes: z.int().min(0),
  /** Rows of commits that were amended, reset away, rebased or left on another branch. */
  undone: z.int().min(0).default(0),
  operation: z.enum(OPERATIONS).optional(),
  repositories: z.array(embeddedRepository).default([]),
  /** Ignored files and folders, by name, which are never in a salvage; a folder ends with a slash. */
  ignored: z.array(z.string()).default([]),
  /** Ignored ones beyond those named. */
  moreIgnored: z.int().min(0).default(0),
});
export type SalvageHolds = z.infer<typeof salvageHolds>;

/** Everything that was in a worktree at a time, kept in a ref of the project's vault until the user drops it. */
export const salvage = z.object({
  /** `20261121T021530Z-1f2e3d`; the part behind the hyphen will do. */
  id: z.string(),
  project: name,
  agent: identityPath,
  at: timestamp,
  reason: z.enum(SALVAGE_REASONS),
  item: z.string().optional(),
  /** Short name; undefined when HEAD was detached. */
  branch: z.string().optional(),
  note: z.string().optional(),
  /** Full name of the ref in the vault. */
  ref: z.string(),
  /** The commit whose tree is the worktree. */
  commit: commitId,
  /** HEAD at that time; undefined before the first commit. */
  head: commitId.optional(),
  holds: salvageHolds,
  /** Where the whole worktree still lies, because it has repositories of their own in it. Absolute. */
  keptAt: z.string().optional(),
});
export type Salvage = z.infer<typeof salvage>;
