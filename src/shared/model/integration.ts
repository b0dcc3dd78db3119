import { z } from "zod";
import { commitId, identityPath, name, timestamp } from "./primitives.ts";

/**
 * An epic that gathers on a branch of its own on the origin, and lands as one. open: what is done below it lands on its branch, also
 * while that is on its way through the merge queue itself; landed: all of it is on the target; dropped: it gathers no more, its
 * commits are kept.
 */
export const INTEGRATION_STATES = ["open", "landed", "dropped"] as const;

const gathered = z.object({
  item: z.string(),
  /** The commit on the integration branch. */
  commit: commitId,
  at: timestamp,
});

/** One an epic, under its id. */
export const integration = z.object({
  epic: z.string(),
  project: name,
  /** Short name on the origin. */
  branch: z.string(),
  state: z.enum(INTEGRATION_STATES),
  /** Whether it lands by itself once all below the epic is closed. */
  auto: z.boolean(),
  createdBy: identityPath,
  createdAt: timestamp,
  updatedAt: timestamp,
  /** What has landed on it, oldest first. */
  gathered: z.array(gathered).default([]),
  /** How many of those the landing that was ordered last takes along. */
  landing: z.int().optional(),
  /** When it was brought up to the target last. */
  broughtUpAt: timestamp,
  /** Why it could not be landed or brought up to the target last. */
  trouble: z.string().optional(),
  /** The commit on the target by which it landed. */
  landed: commitId.optional(),
  /** What it held when it was dropped; kept in the vault under `refs/drover/integrations/<epic>`. */
  dropped: commitId.optional(),
});
export type Integration = z.infer<typeof integration>;

/** The branch of an epic that was given no other name. */
export function integrationBranch(epic: string): string {
  return `integration/${epic}`;
}
