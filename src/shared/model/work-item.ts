import { z } from "zod";
import { identityPath, timestamp } from "./primitives.ts";

/** Every ledger has these; a ledger's vocabulary adds its own (`vocabulary.ts`). */
export const ITEM_TYPES = [
  "task",
  "bug",
  "feature",
  "chore",
  "epic",
  "step",
  "decision",
  "spike",
  "story",
  "milestone",
  "gate",
  "message",
  "merge-request",
] as const;
/** Nobody starts these: they wait, tell or bundle. */
export const TYPES_WITHOUT_WORK: readonly string[] = ["gate", "message", "merge-request"];
/** What the core acts on. A status of a vocabulary stands for one of these and is kept beside it, as `customStatus`. */
export const ITEM_STATUSES = ["open", "in-progress", "blocked", "deferred", "in-review", "closed"] as const;
/**
 * `{kind, to}` on an item says how *this* item stands to `to`. The first three affect readiness:
 * blocks — waits until `to` is closed; conditional-blocks — waits until `to` is closed as failed, and is moot when it is closed as done;
 * waits-for — waits until all children of `to` are closed, or any, by the link's `mode`. The others are for people.
 */
export const LINK_KINDS = [
  "blocks",
  "conditional-blocks",
  "waits-for",
  "related",
  "discovered-from",
  "duplicates",
  "supersedes",
] as const;
export const FAN_IN_MODES = ["all-children", "any-children"] as const;
/** How it ended; what waits conditionally is decided by it. */
export const ITEM_OUTCOMES = ["done", "failed"] as const;
/** What opens a gate: a person closes it, a time comes, another item closes, a pull request is merged, a CI run succeeds, a message comes. */
export const GATE_KINDS = ["human", "timer", "item", "pull-request", "run", "message"] as const;

export type ItemType = (typeof ITEM_TYPES)[number];
export type ItemStatus = (typeof ITEM_STATUSES)[number];
export type LinkKind = (typeof LINK_KINDS)[number];
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

/** `prefix-hash`, children `prefix-hash.1`; see core/ledger/ids.ts. */
export const ITEM_ID_PATTERN = /^[a-z][a-z0-9-]{0,39}-[a-z0-9]{3,10}(?:\.[1-9][0-9]{0,4})*$/;

export const MAX_TITLE_CHARS = 500;
export const MAX_TEXT_CHARS = 256 * 1024;

// oxlint-disable-next-line no-control-regex -- control characters are what is refused
export const TITLE_CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
export const BODY_CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
export const LABEL_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,62}$/u;
export const VOCABULARY_PATTERN = /^[a-z][a-z0-9-]{0,39}$/;

/** One line of text for people: no control characters, not blank. */
export const titleText = z
  .string()
  .max(MAX_TITLE_CHARS, `A title has at most ${MAX_TITLE_CHARS} characters.`)
  .refine((text) => text.trim() !== "", "A title must not be blank.")
  .refine((text) => text.isWellFormed(), "The title is not valid Unicode.")
  .refine((text) => !TITLE_CONTROLS.test(text), "A title is one line without control characters.");

/** Text of many lines; control characters other than line breaks and tabs are refused. */
export const bodyText = z
  .string()
  .max(MAX_TEXT_CHARS, `A text has at most ${MAX_TEXT_CHARS} characters.`)
  .refine((text) => text.isWellFormed(), "The text is not valid Unicode.")
  .refine((text) => !BODY_CONTROLS.test(text), "The text has control characters in it.");

export const label = z.string().regex(LABEL_PATTERN, "A label is a word of letters, digits and . _ : / -");

/** A type, status or link kind, built in or of a vocabulary. */
export const wordOfVocabulary = z
  .string()
  .regex(VOCABULARY_PATTERN, "A type, status or kind is a word of lower-case letters, digits and hyphens.");

export const itemLink = z.object({
  kind: wordOfVocabulary,
  to: z.string().min(1).max(200),
  /** Of `waits-for` alone; all children without it. */
  mode: z.enum(FAN_IN_MODES).optional(),
});

/** Of items of the type `gate`. */
export const itemGate = z.object({
  kind: z.enum(GATE_KINDS),
  /** An item's id, a pull request's or a run's address, a message's subject. */
  for: z.string().min(1).max(500).optional(),
  /** When a timer opens it; for the others, when somebody is told that it has not. */
  until: timestamp.optional(),
});

/** Fields that Drover has no use for, kept as they came: of imports, of other tools. */
export const itemMetadata = z.record(z.string().min(1).max(100), z.json());

export const workItem = z.object({
  id: z.string().regex(ITEM_ID_PATTERN),
  title: titleText,
  description: bodyText.default(""),
  type: wordOfVocabulary.default("task"),
  status: z.enum(ITEM_STATUSES).default("open"),
  /** A status of the ledger's vocabulary, which stands for `status`. */
  customStatus: wordOfVocabulary.optional(),
  /** 0 is the most urgent, 4 the least. */
  priority: z.int().min(0).max(4).default(2),
  labels: z.array(label).default([]),
  assignee: identityPath.optional(),
  /** The epic it belongs to. */
  parent: z.string().optional(),
  /** How to tell that it is done, for agents, reviewers and gates. */
  acceptance: bodyText.default(""),
  notes: bodyText.default(""),
  /** How it is to be done. */
  design: bodyText.optional(),
  estimateMinutes: z.int().min(0).max(1_000_000).optional(),
  /** Where it is known elsewhere, e.g. the URL of an issue. */
  externalRef: z.string().min(1).max(2_000).optional(),
  dueAt: timestamp.optional(),
  gate: itemGate.optional(),
  metadata: itemMetadata.optional(),
  links: z.array(itemLink).default([]),
  /** Not ready before this time. */
  deferredUntil: timestamp.optional(),
  createdBy: identityPath,
  createdAt: timestamp,
  updatedBy: identityPath,
  updatedAt: timestamp,
  closedAt: timestamp.optional(),
  closedReason: z.string().optional(),
  /** Of a closed item; done without it. */
  outcome: z.enum(ITEM_OUTCOMES).optional(),
  /** The commit on the target branch that closed it. */
  landedCommit: z.string().optional(),
  /** Its description is a digest of what it said, made by that summariser; the full text is in its history. */
  compacted: z
    .object({
      at: timestamp,
      summariser: z.string(),
      /** Length of the texts that the digest stands for. */
      chars: z.int().min(0),
    })
    .optional(),
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
