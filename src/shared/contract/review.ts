import { z } from "zod";
import type { Role } from "../model/identity.ts";
import { MAX_COMMENT_CHARS, REVIEW_SIDES, REVIEW_VERDICTS, reviewComment, reviewVerdict } from "../model/review.ts";
import { commitId, identityPath, name, timestamp } from "../model/primitives.ts";
import { submission } from "../model/submission.ts";
import { bodyText } from "../model/work-item.ts";
import { ANYONE, MERGERS, request } from "./verb.ts";

/**
 * What is looked at: a submission by its id, an agent (its branch at work), or an item (what was last submitted or landed of it,
 * else the branch it is worked on). `project` tells which, where an agent or item has work in several.
 */
const subject = { of: z.string().min(1).max(120), project: name.optional() };
/** Only what this one commit changed, against its first parent. */
const oneCommit = { commit: commitId.optional() };
const filePath = z.string().min(1).max(4_096);

const SUBJECT_ERRORS = ["review-not-found", "review-ambiguous", "commit-not-found"] as const;

export const WHITESPACE = ["show", "hide"] as const;
const whitespace = { whitespace: z.enum(WHITESPACE).optional() };

/** What is looked at, and where it stands. */
export const reviewSubject = z.object({
  project: name,
  item: z.string(),
  agent: identityPath,
  /** The newest of the item in that project; absent while nothing was submitted, or an agent's branch was asked for. */
  submission: submission.optional(),
  branch: z.string().optional(),
  base: commitId,
  tip: commitId,
  /** It can be approved and sent back: it is under way, and is not just being landed. */
  isOpen: z.boolean(),
  /** It lands only once it is approved. */
  isRequired: z.boolean(),
  /** The submission that has taken its place since. */
  newer: z.string().optional(),
});
export type ReviewSubject = z.infer<typeof reviewSubject>;

const reviewedFile = z.object({
  path: z.string(),
  /** Where a renamed one was before. */
  from: z.string().optional(),
  status: z.enum(["added", "modified", "removed", "renamed", "type-changed"]),
  /** Lines; absent for what has none: binary files, submodules. */
  added: z.int().optional(),
  removed: z.int().optional(),
  /** Bytes of the file on either side, where it is there. */
  sizeBefore: z.int().optional(),
  sizeAfter: z.int().optional(),
  /** Permissions in octal, where they changed. */
  modes: z.object({ before: z.string(), after: z.string() }).optional(),
  kind: z.enum(["text", "binary", "image", "submodule", "link"]),
  /** Names its contents after, or before where it is gone: the same as long as they are. */
  object: commitId,
  /** By its name it is written by programs: lock files, bundles, snapshots. */
  isGenerated: z.boolean(),
});
export type ReviewedFile = z.infer<typeof reviewedFile>;

const reviewedCommit = z.object({
  id: commitId,
  subject: z.string(),
  /** Without the subject. */
  body: z.string(),
  author: z.string(),
  at: timestamp,
  isMerge: z.boolean(),
});

export const reviewFiles = request({
  name: "review.files",
  summary: "Show what a submission, a branch at work or landed work changes: commits, and files with how much.",
  input: z.strictObject({ ...subject, ...oneCommit, ...whitespace }),
  output: z.object({
    subject: reviewSubject,
    /** Newest first; all of them, also when one commit was asked for. */
    commits: z.array(reviewedCommit),
    files: z.array(reviewedFile),
    /** Set where a list was cut off. */
    isTruncated: z.boolean(),
  }),
  errors: SUBJECT_ERRORS,
  callers: ANYONE,
  danger: "safe",
});

/** Lines that changed with some around them. */
const hunk = z.object({
  /** Numbers of the first line on either side, counted from 1. */
  before: z.int(),
  after: z.int(),
  /** What git takes for the function it is in. */
  section: z.string(),
  /** Each begins with a space, `+`, `-`, or `\`, which says something of the line above it. */
  lines: z.array(z.string()),
});

const lfsPointer = z.object({ oid: z.string(), size: z.int() });

const fileDiff = z.object({
  path: z.string(),
  from: z.string().optional(),
  hunks: z.array(hunk),
  /** It is longer than may be shown. */
  isTruncated: z.boolean(),
  /** Both sides, or the one there is, are pointers to contents that Git LFS keeps. */
  lfs: z.object({ before: lfsPointer.optional(), after: lfsPointer.optional() }).optional(),
});
export type FileDiff = z.infer<typeof fileDiff>;

export const reviewDiff = request({
  name: "review.diff",
  summary: "Show how files differ, in hunks: one file, or a page of them.",
  input: z.strictObject({
    ...subject,
    ...oneCommit,
    ...whitespace,
    path: filePath.optional(),
    /** Lines around each change; 3 unless told. */
    context: z.int().min(0).max(1_000).optional(),
    /** Without a path: from which file on, as `review.files` lists them; the answer says where the next page begins. */
    offset: z.int().min(0).optional(),
  }),
  output: z.object({ tip: commitId, files: z.array(fileDiff), next: z.int().optional() }),
  errors: [...SUBJECT_ERRORS, "path-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const reviewContent = request({
  name: "review.content",
  summary: "Read a whole file as it is on one side of a difference.",
  input: z.strictObject({ ...subject, ...oneCommit, path: filePath, side: z.enum(REVIEW_SIDES) }),
  output: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("text"), text: z.string(), bytes: z.int() }),
    /** Small enough to be shown; `data` is base64. */
    z.object({ kind: z.literal("image"), type: z.string(), data: z.string(), bytes: z.int() }),
    /** Not text, or too long to be read here. */
    z.object({ kind: z.literal("opaque"), isBinary: z.boolean(), bytes: z.int() }),
  ]),
  errors: [...SUBJECT_ERRORS, "path-not-found"],
  callers: ANYONE,
  danger: "safe",
});

/** A comment and where it stands in what is looked at now. */
const placedComment = reviewComment.extend({
  /** Lines of today's files; absent for one on no lines, and for one that is outdated. */
  now: z.object({ path: z.string(), side: z.enum(REVIEW_SIDES), from: z.int(), to: z.int() }).optional(),
  /** The lines it is on are no longer there. */
  isOutdated: z.boolean(),
});
export type PlacedComment = z.infer<typeof placedComment>;

export const reviewCommentList = request({
  name: "review.comment.list",
  summary: "Show the comments and verdicts on an item's work, and your drafts, where they stand now.",
  input: z.strictObject(subject),
  output: z.object({
    subject: reviewSubject,
    /** In the order they were written; of drafts, the caller's own. */
    comments: z.array(placedComment),
    verdicts: z.array(reviewVerdict),
  }),
  errors: SUBJECT_ERRORS,
  callers: ANYONE,
  danger: "safe",
});

const commentText = bodyText.min(1).max(MAX_COMMENT_CHARS, `A comment has at most ${MAX_COMMENT_CHARS} characters.`);

export const reviewCommentAdd = request({
  name: "review.comment.add",
  summary: "Remark on lines of a file, on a file, or on the whole; a draft until the review is submitted.",
  input: z.strictObject({
    ...subject,
    ...oneCommit,
    text: commentText,
    path: filePath.optional(),
    /** Default: after. */
    side: z.enum(REVIEW_SIDES).optional(),
    /** Lines, counted from 1; without `to` one line, without both the whole file. */
    from: z.int().min(1).optional(),
    to: z.int().min(1).optional(),
  }),
  output: reviewComment,
  errors: [...SUBJECT_ERRORS, "path-not-found", "line-not-found", "too-many"],
  callers: ANYONE,
  danger: "safe",
});

const commentRef = z.string().min(1).max(40);

export const reviewCommentEdit = request({
  name: "review.comment.edit",
  summary: "Change the text of one of your drafts.",
  input: z.strictObject({ comment: commentRef, text: commentText }),
  output: reviewComment,
  errors: ["comment-not-found", "wrong-transition"],
  callers: ANYONE,
  danger: "safe",
});

export const reviewCommentRemove = request({
  name: "review.comment.remove",
  summary: "Take one of your drafts back.",
  input: z.strictObject({ comment: commentRef }),
  output: reviewComment,
  errors: ["comment-not-found", "wrong-transition"],
  callers: ANYONE,
  danger: "safe",
});

/**
 * Who may give a verdict on what others made: the user and the manager anywhere, a merge coordinator and crew in their own project, a
 * worker while an item labelled `review` is on its hook. Nobody on their own work.
 */
const REVIEWERS: readonly Role[] = [...MERGERS, "crew", "worker"];

export const reviewSubmit = request({
  name: "review.submit",
  summary: "Approve a submission, send it back to its author with all your comments, or only tell the comments.",
  input: z.strictObject({
    ...subject,
    verdict: z.enum(REVIEW_VERDICTS),
    /** What was looked at: a verdict on something that was replaced meanwhile is refused. */
    tip: commitId.optional(),
    note: bodyText.max(MAX_COMMENT_CHARS).optional(),
    /** With an approval of what waits its turn: it lands before all others. */
    first: z.boolean().optional(),
  }),
  output: z.object({ verdict: reviewVerdict, submission: submission.optional(), told: z.int() }),
  errors: [...SUBJECT_ERRORS, "tip-replaced", "wrong-transition", "nothing-said"],
  callers: REVIEWERS,
  danger: "confirm",
});

export const reviewList = request({
  name: "review.list",
  summary: "List what waits for a review, and what else could have one.",
  input: z.strictObject({ project: name.optional(), all: z.boolean().optional() }),
  output: z.object({
    waiting: z.array(
      z.object({
        submission,
        /** It does not land before. */
        isRequired: z.boolean(),
        /** Comments of the caller that nobody was told yet. */
        drafts: z.int(),
      }),
    ),
  }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const reviewVerbs = [
  reviewFiles,
  reviewDiff,
  reviewContent,
  reviewCommentList,
  reviewCommentAdd,
  reviewCommentEdit,
  reviewCommentRemove,
  reviewSubmit,
  reviewList,
] as const;
