import { z } from "zod";
import { commitId, identityPath, name, timestamp } from "./primitives.ts";
import { conflictFile } from "./submission.ts";

/** Why a flag was taken down: they merge again; one of them landed; one of them ended otherwise; early warning was switched off. */
export const FLAG_ENDS = ["merges", "landed", "ended", "off"] as const;
export type FlagEnd = (typeof FLAG_ENDS)[number];

/** One of two branches that collide: an agent's work on an item, or what has landed. */
export const conflictSide = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("work"),
    agent: identityPath,
    item: z.string(),
    /** Short name of the branch in the agents' clone. */
    branch: z.string(),
    /** Tip that collided when the flag was raised or its files changed last. */
    commit: commitId,
    /** Set where it waits in the merge queue. */
    submission: z.string().optional(),
  }),
  z.object({
    kind: z.literal("target"),
    /** Short name of the branch on the origin. */
    branch: z.string(),
    commit: commitId,
    /** The newest commits on it that changed the files, at most three. */
    changes: z.array(z.object({ commit: commitId, subject: z.string() })).default([]),
  }),
]);
export type ConflictSide = z.infer<typeof conflictSide>;
export type WorkSide = Extract<ConflictSide, { kind: "work" }>;

export const flagFile = conflictFile.pick({ path: true, kind: true });
export type FlagFile = z.infer<typeof flagFile>;

/**
 * A mark on two branches of a project that would not merge, raised while there is time. One a pair: raised (with the files it is
 * about) → changed when the files do → cleared → raised again, if they collide again.
 */
export const conflictFlag = z.object({
  id: z.string(),
  project: name,
  /** The first is always somebody's work; the target comes second. */
  sides: z.tuple([conflictSide, conflictSide]),
  /** In the order of their paths, a hundred at most. */
  files: z.array(flagFile),
  fileCount: z.int(),
  /** Paths that the agents were told of; they are told again of others alone. */
  told: z.array(z.string()).default([]),
  raisedAt: timestamp,
  updatedAt: timestamp,
  /** Set while it is down. */
  cleared: z.object({ at: timestamp, why: z.enum(FLAG_ENDS) }).optional(),
});
export type ConflictFlag = z.infer<typeof conflictFlag>;
