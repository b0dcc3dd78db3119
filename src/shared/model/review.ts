import { z } from "zod";
import { commitId, identityPath, name, timestamp } from "./primitives.ts";

/** The two sides of a difference: as it was before the work, and as the work leaves it. */
export const REVIEW_SIDES = ["before", "after"] as const;

/** Characters of a comment; a review is read by an agent at once. */
export const MAX_COMMENT_CHARS = 8_000;
/** Lines that a comment may be about. */
export const MAX_COMMENT_LINES = 400;

/** Lines of a file, as they stood when they were remarked on. */
export const reviewPlace = z.object({
  path: z.string(),
  side: z.enum(REVIEW_SIDES),
  /** Counted from 1, both included. */
  from: z.int().min(1),
  to: z.int().min(1),
  /** The commit in which the file has these lines. */
  commit: commitId,
  /** The lines, by which they are found again in a later commit; the first of them, where there are many. */
  quote: z.array(z.string()),
  /** The line above the first and the line below the last, where there is one: they tell like lines apart. */
  above: z.string().optional(),
  below: z.string().optional(),
});
export type ReviewPlace = z.infer<typeof reviewPlace>;

export const reviewComment = z.object({
  id: z.string(),
  by: identityPath,
  at: timestamp,
  editedAt: timestamp.optional(),
  text: z.string(),
  /** Absent for one on the whole, or on a whole file, which `path` names. */
  place: reviewPlace.optional(),
  path: z.string().optional(),
  /** When it went out with a verdict, and about which tip; until then it is its author's draft. */
  sent: z.object({ at: timestamp, tip: commitId }).optional(),
});
export type ReviewComment = z.infer<typeof reviewComment>;

export const REVIEW_VERDICTS = ["approved", "sent-back", "commented"] as const;

/** `commented`: told to somebody who is still at work, which takes nothing from them. */
export const reviewVerdict = z.object({
  verdict: z.enum(REVIEW_VERDICTS),
  by: identityPath,
  at: timestamp,
  tip: commitId,
  submission: z.string().optional(),
  note: z.string().default(""),
  comments: z.array(z.string()),
});
export type ReviewVerdict = z.infer<typeof reviewVerdict>;

/** All that was remarked on an item's work in one project, from the first draft to its landing. */
export const review = z.object({
  /** `<project>:<item>`. */
  id: z.string(),
  project: name,
  item: z.string(),
  comments: z.array(reviewComment),
  verdicts: z.array(reviewVerdict),
});
export type Review = z.infer<typeof review>;
