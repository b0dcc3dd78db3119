import { z } from "zod";
import { identityPath, timestamp } from "./primitives.ts";

export const ITEM_TYPES = ["task", "bug", "feature", "chore", "epic", "decision"] as const;
export const ITEM_STATUSES = ["open", "in-progress", "blocked", "deferred", "in-review", "closed"] as const;
/** `blocks`, open children of a blocking parent, and deferral affect readiness; the others are for people. */
export const LINK_KINDS = ["blocks", "related", "discovered-from", "duplicates", "supersedes"] as const;

export type ItemStatus = (typeof ITEM_STATUSES)[number];
export type LinkKind = (typeof LINK_KINDS)[number];

/** `prefix-hash`, children `prefix-hash.1`; see core/ledger/ids.ts. */
export const ITEM_ID_PATTERN = /^[a-z][a-z0-9-]{0,39}-[a-z0-9]{3,10}(?:\.[1-9][0-9]{0,4})*$/;

export const MAX_TITLE_CHARS = 500;
export const MAX_TEXT_CHARS = 256 * 1024;

/** One line of text for people: no control characters, not blank. */
export const titleText = z
  .string()
  .max(MAX_TITLE_CHARS, `A title has at most ${MAX_TITLE_CHARS} characters.`)
  .refine((text) => text.trim() !== "", "A title must not be blank.")
  .refine((text) => text.isWellFormed(), "The title is not valid Unicode.")
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  .refine(
    (text) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text),
    "A title is one line without control characters.",
  );

/** Text of many lines; control characters other than line breaks and tabs are refused. */
export const bodyText = z
  .string()
  .max(MAX_TEXT_CHARS, `A text has at most ${MAX_TEXT_CHARS} characters.`)
  .refine((text) => text.isWellFormed(), "The text is not valid Unicode.")
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  .refine(
    (text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text),
    "The text has control characters in it.",
  );

export const label = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,62}$/u, "A label is a word of letters, digits and . _ : / -");

export const itemLink = z.object({ kind: z.enum(LINK_KINDS), to: z.string() });

export const workItem = z.object({
  id: z.string().regex(ITEM_ID_PATTERN),
  title: titleText,
  description: bodyText.default(""),
  type: z.enum(ITEM_TYPES).default("task"),
  status: z.enum(ITEM_STATUSES).default("open"),
  /** 0 is the most urgent, 4 the least. */
  priority: z.int().min(0).max(4).default(2),
  labels: z.array(label).default([]),
  assignee: identityPath.optional(),
  /** The epic it belongs to. */
  parent: z.string().optional(),
  /** How to tell that it is done, for agents, reviewers and gates. */
  acceptance: bodyText.default(""),
  notes: bodyText.default(""),
  /** `{kind: "blocks", to}` on an item says that *this* item waits for `to`. */
  links: z.array(itemLink).default([]),
  /** Not ready before this time. */
  deferredUntil: timestamp.optional(),
  createdBy: identityPath,
  createdAt: timestamp,
  updatedBy: identityPath,
  updatedAt: timestamp,
  closedAt: timestamp.optional(),
  closedReason: z.string().optional(),
  /** The commit on the target branch that closed it. */
  landedCommit: z.string().optional(),
  /** Raised by every change. */
  version: z.int().min(1),
});
export type WorkItem = z.infer<typeof workItem>;

/**
 * Where an item stands, derived from facts and never stored:
 * blocked — waits for open items; ready — could start now and is nobody's; queued — slung, waits for an agent or its turn;
 * in-progress — on an active hook; review — submitted, waits in the merge queue; merging — being prepared, gated or landed;
 * landed — closed, its commit is on the target branch; closed — closed without a landing; deferred — put off.
 */
export const ITEM_STAGES = [
  "blocked",
  "ready",
  "queued",
  "in-progress",
  "review",
  "merging",
  "landed",
  "closed",
  "deferred",
] as const;
export type ItemStage = (typeof ITEM_STAGES)[number];

/** An item with what is derived about it. */
export const itemView = workItem.extend({
  stage: z.enum(ITEM_STAGES),
  project: z.string().optional(),
  /** Open items it waits for. */
  blockedBy: z.array(z.string()),
  /** How many open items wait for it, directly. */
  unblocks: z.int(),
  /** The agent on whose hook it is. */
  hookedBy: identityPath.optional(),
  convoys: z.array(z.string()),
  submission: z.string().optional(),
  /** Why it does not move, where something is in its way beyond other items (sent back, red gate, agent parked). */
  trouble: z.string().optional(),
});
export type ItemView = z.infer<typeof itemView>;
