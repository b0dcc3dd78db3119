import { z } from "zod";
import { mail } from "./mail.ts";
import { identityPath, name, timestamp } from "./primitives.ts";
import { submission } from "./submission.ts";

/**
 * Why somebody needs the user:
 *  permission: an agent asks whether it may; input: it stands at its prompt with work on its hook;
 *  unknown: nothing tells what it does; parked: it was taken out of work · question: a letter that asks · mail: a letter
 *  that was not read · review, conflict, decision: a submission waits for a verdict, a resolution, something else of the
 *  user's · room: it finds no room on its target, which is mostly the user's own checkout · queue: nothing of a project
 *  lands, for a reason that is no submission's · convoy: it stands still ·
 *  gate: items wait until a person opens it · sync: a ledger is not synced ·
 *  gave-way: two clones changed the same of an item, and what one said gave way · health: Drover itself is in trouble.
 */
export const ATTENTION_KINDS = [
  "permission",
  "question",
  "input",
  "unknown",
  "parked",
  "review",
  "conflict",
  "decision",
  "room",
  "queue",
  "convoy",
  "gate",
  "sync",
  "gave-way",
  "mail",
  "health",
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** What does not go on until the user has acted. */
export const heldUp = z.object({
  /** Open items: its own first, then those that wait for them, over any number of steps. The first fifty. */
  items: z.array(z.string()),
  /** How many items there are in all. */
  count: z.int(),
  /** Open convoys with one of these items. */
  convoys: z.array(z.object({ id: z.string(), title: z.string() })),
  /** Submissions that cannot land before: itself, and those that stand behind it. */
  submissions: z.int(),
});
export type HeldUp = z.infer<typeof heldUp>;

/** What gave way and can be put back: one field, as `item.edit` takes it; null takes it away. */
export const itemPutBack = z
  .object({
    title: z.string(),
    description: z.string(),
    acceptance: z.string(),
    notes: z.string(),
    type: z.string(),
    priority: z.int(),
    design: z.string().nullable(),
    estimateMinutes: z.int().nullable(),
    dueAt: timestamp.nullable(),
    deferredUntil: timestamp.nullable(),
    externalRef: z.string().nullable(),
  })
  .partial();

/** One thing that needs the user. Derived from what is so now, never stored; it goes when its reason goes. */
export const attentionEntry = z.object({
  /** Stays the same while it is about the same: `agent:shop/workers/ada`, `submission:sub-1`, `mail:mail-1`. */
  id: z.string(),
  kind: z.enum(ATTENTION_KINDS),
  /** What is wanted, in a few words. */
  title: z.string(),
  /** Why, in a sentence. */
  why: z.string(),
  /** What that is known from, a line each, where it is more than what `why` says. */
  evidence: z.array(z.string()),
  since: timestamp,
  project: name.optional(),
  agent: identityPath.optional(),
  /** The item at hand. */
  item: z.string().optional(),
  itemTitle: z.string().optional(),
  submission: z.string().optional(),
  /** What the user could allow so that the submission goes on. */
  consent: submission.shape.consent,
  mail: z.string().optional(),
  /** Answers to choose from, of a letter that offers some. */
  choices: z.array(z.string()).optional(),
  /** What gave way at a sync. */
  putBack: itemPutBack.optional(),
  /** Where it leads to. */
  about: mail.shape.about,
  holdsUp: heldUp,
  /** What can be done about it, where that is not on the page of what it is about. */
  remedy: z.string().optional(),
  /** Another value says that it is about something new, which ends what it was put off for. */
  mark: z.string(),
  /** Not shown before that time; without `until`: before it is about something new. */
  putOff: z.object({ at: timestamp, until: timestamp.optional() }).optional(),
});
export type AttentionEntry = z.infer<typeof attentionEntry>;
