import { z } from "zod";
import {
  FAN_IN_MODES,
  GATE_KINDS,
  ITEM_ID_PATTERN,
  ITEM_OUTCOMES,
  ITEM_STAGES,
  ITEM_STATUSES,
  MAX_TEXT_CHARS,
  MAX_TITLE_CHARS,
} from "./item-words.ts";
import { identityPath, timestamp } from "./primitives.ts";

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
