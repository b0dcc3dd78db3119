import { z } from "zod";
import { ITEM_SORTS, ITEM_ID_PATTERN, ITEM_OUTCOMES, ITEM_STAGES } from "../model/item-words.ts";
import {
  bodyText,
  itemGate,
  itemLink,
  itemMetadata,
  itemView,
  label,
  titleText,
  wordOfVocabulary,
} from "../model/work-item.ts";
import { facetRef } from "../model/item-facet.ts";
import { moment, shownMoment } from "../model/moment.ts";
import { identityPath, name, timestamp } from "../model/primitives.ts";
import { readyReason } from "../model/waiting.ts";
import { comment } from "../model/comment.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

/** An id, or any prefix of one that names a single item. */
export const itemRef = z.string().min(1).max(80);

/** Readings that take it answer as of that moment, from items' own facts alone, and say which it is. */
export const at = moment.optional();
/** `moment-unknown`: no event has that number. `past-unreadable`: git could not be asked for it. */
export const PAST_ERRORS = ["moment-unknown", "past-unreadable"] as const;

const editable = {
  description: bodyText.optional(),
  type: wordOfVocabulary.optional(),
  priority: z.int().min(0).max(4).optional(),
  labels: z.array(label).max(50).optional(),
  acceptance: bodyText.optional(),
  notes: bodyText.optional(),
  // Null takes one of these away.
  deferredUntil: timestamp.nullable().optional(),
  design: bodyText.nullable().optional(),
  estimateMinutes: z.int().min(0).max(1_000_000).nullable().optional(),
  externalRef: z.string().min(1).max(2_000).nullable().optional(),
  dueAt: timestamp.nullable().optional(),
  gate: itemGate.nullable().optional(),
  metadata: itemMetadata.nullable().optional(),
};

const labelChanges = {
  addLabels: z.array(label).max(50).optional(),
  removeLabels: z.array(z.string()).max(50).optional(),
};

export const itemCreate = request({
  name: "item.create",
  summary: "Create a work item.",
  input: z.strictObject({
    title: titleText,
    ...editable,
    /** Where it lives; without it, the caller's own project, or the workspace. */
    project: name.optional(),
    /** Makes it a child of that epic, in the same ledger. */
    parent: itemRef.optional(),
    /** Items that must close before this one is ready. */
    after: z.array(itemRef).max(200).optional(),
    /** `to` is an item, or `external:…` for what lies outside of all ledgers and counts as open. */
    links: z.array(itemLink).max(200).optional(),
    /** Whose it is from the start. */
    assignee: identityPath.optional(),
  }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "project-not-found", "cycle", "item-closed", "unknown-word"],
  callers: ANYONE,
  danger: "safe",
});

export const itemEdit = request({
  name: "item.edit",
  summary: "Change what an item says, or where it belongs.",
  input: z.strictObject({
    item: itemRef,
    title: titleText.optional(),
    ...editable,
    ...labelChanges,
    /** Moves it under that epic, its id unchanged; null takes it out of the one it has. */
    parent: itemRef.nullable().optional(),
    /** Refuses with `item-changed` unless the item still has this version. */
    ifVersion: z.int().optional(),
  }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "item-changed", "cycle", "item-closed", "unknown-word"],
  callers: ANYONE,
  danger: "safe",
});

/** Every part that is given must hold. */
export const itemFilter = z.strictObject({
  project: name.optional(),
  /** Built in, or of a vocabulary. */
  status: z.array(wordOfVocabulary).optional(),
  stage: z.array(z.enum(ITEM_STAGES)).optional(),
  type: z.array(wordOfVocabulary).optional(),
  /** All of them. */
  labels: z.array(z.string()).optional(),
  anyLabel: z.array(z.string()).optional(),
  noLabel: z.array(z.string()).optional(),
  /** Both ends included. */
  priority: z.strictObject({ from: z.int().min(0).max(4), to: z.int().min(0).max(4) }).optional(),
  /** Words that all occur, as in `item.search`. */
  text: z.string().max(500).optional(),
  assignee: identityPath.optional(),
  unassigned: z.boolean().optional(),
  createdBy: identityPath.optional(),
  updatedSince: timestamp.optional(),
  updatedBefore: timestamp.optional(),
  createdSince: timestamp.optional(),
  createdBefore: timestamp.optional(),
  dueBefore: timestamp.optional(),
  /** Due before now, and open. */
  overdue: z.boolean().optional(),
  externalRef: z.string().max(2_000).optional(),
  convoy: z.string().optional(),
  parent: itemRef.optional(),
  noParent: z.boolean().optional(),
  /** Could be started now; `false` for what could not. */
  ready: z.boolean().optional(),
  /** Waits for something; `false` for what does not. */
  blocked: z.boolean().optional(),
  /** Without it closed items are left out, unless `status` or `stage` asks for them. */
  all: z.boolean().optional(),
  sort: z.enum(ITEM_SORTS).optional(),
  /** The other way round than each sort has it: newest, most urgent, first of the alphabet, soonest. */
  reverse: z.boolean().optional(),
  limit: z.int().min(1).max(10_000).optional(),
});
export type ItemFilter = z.infer<typeof itemFilter>;

const itemPage = z.object({ items: z.array(itemView), total: z.int(), moment: shownMoment.optional() });

export const itemList = request({
  name: "item.list",
  summary: "List work items, newest changes first unless sorted otherwise, or the best match where words are given.",
  input: itemFilter.extend({
    at,
    offset: z.int().min(0).optional(),
    /** Only those that `item.count` counts under that value: one group of a list. */
    within: facetRef.optional(),
  }),
  output: itemPage,
  errors: ["item-not-found", "item-ambiguous", "project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const itemReady = request({
  name: "item.ready",
  summary: "List what could be started now: open, unblocked, not deferred, nobody's; the most useful first.",
  input: z.strictObject({
    project: name.optional(),
    limit: z.int().min(1).max(10_000).optional(),
    at,
    /** Also says of each why it is ready and why it stands where it does. */
    explain: z.boolean().optional(),
  }),
  output: itemPage.extend({ reasons: z.array(readyReason).optional() }),
  errors: ["project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

/** One line of an item's trail. */
export const trailEntry = z.object({
  seq: z.int(),
  at: timestamp,
  actor: identityPath,
  type: z.string(),
  /** In words, for people. */
  text: z.string(),
  cause: z.string().optional(),
});

export const itemShow = request({
  name: "item.show",
  summary: "Show an item with its dependencies and its whole trail.",
  input: z.strictObject({ item: itemRef, at }),
  output: z.object({
    item: itemView,
    children: z.array(itemView),
    blockedBy: z.array(itemView),
    unblocks: z.array(itemView),
    /** Oldest first. */
    comments: z.array(comment),
    /** Items that its links name and that were deleted. */
    deleted: z.array(z.string()),
    trail: z.array(trailEntry),
    moment: shownMoment.optional(),
  }),
  errors: ["item-not-found", "item-ambiguous", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const itemClaim = request({
  name: "item.claim",
  summary: "Take an item: of any number of simultaneous claimants exactly one gets it.",
  input: z.strictObject({ item: itemRef }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "item-taken", "item-not-ready"],
  callers: ANYONE,
  danger: "safe",
});

export const itemUpdate = request({
  name: "item.update",
  summary: "Change an item's status or give it to somebody.",
  input: z.strictObject({
    item: itemRef,
    /** Built in but for closed, or of the ledger's vocabulary, which is kept beside what it stands for. */
    status: wordOfVocabulary.optional(),
    /** Null makes it nobody's. */
    assignee: identityPath.nullable().optional(),
    cause: bodyText.optional(),
  }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "wrong-transition", "item-taken", "unknown-word"],
  callers: ANYONE,
  danger: "safe",
});

export const itemClose = request({
  name: "item.close",
  summary: "Close items without a landing, with a reason.",
  input: z.strictObject({
    items: z.array(itemRef).min(1).max(1000),
    reason: bodyText.optional(),
    /** Done unless told; what waits conditionally for a failure begins when it failed. */
    outcome: z.enum(ITEM_OUTCOMES).optional(),
    /** A status of the ledger's vocabulary that stands for closed. */
    as: wordOfVocabulary.optional(),
  }),
  output: z.object({ items: z.array(itemView) }),
  errors: [
    "item-not-found",
    "item-ambiguous",
    "item-closed",
    "item-in-queue",
    "open-children",
    "item-taken",
    "unknown-word",
  ],
  callers: ANYONE,
  danger: "safe",
});

export const itemReopen = request({
  name: "item.reopen",
  summary: "Open a closed item again.",
  input: z.strictObject({ item: itemRef, reason: bodyText.optional() }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "wrong-transition"],
  callers: ANYONE,
  danger: "safe",
});

export const itemBulk = request({
  name: "item.bulk",
  summary: "Change many items alike in one step: all of them or none.",
  input: z.strictObject({
    items: z.array(itemRef).min(1).max(1000),
    edit: z.strictObject(editable).optional(),
    ...labelChanges,
    parent: itemRef.nullable().optional(),
    status: wordOfVocabulary.optional(),
    /** Null makes them nobody's. */
    assignee: identityPath.nullable().optional(),
    /** After everything else. */
    close: z.strictObject({ reason: bodyText.optional(), outcome: z.enum(ITEM_OUTCOMES).optional() }).optional(),
    cause: bodyText.optional(),
  }),
  output: z.object({ items: z.array(itemView) }),
  errors: [
    "item-changed",
    "item-not-found",
    "item-ambiguous",
    "item-closed",
    "item-in-queue",
    "open-children",
    "item-taken",
    "wrong-transition",
    "cycle",
    "unknown-word",
  ],
  callers: ANYONE,
  danger: "safe",
});

export const itemDelete = request({
  name: "item.delete",
  summary: "Delete items: they are in no list any more, and nothing waits for them. Restoring brings them back.",
  input: z.strictObject({
    items: z.array(itemRef).min(1).max(1000),
    /** Their children go too; without it one that has children is refused. */
    withChildren: z.boolean().optional(),
    reason: bodyText.optional(),
  }),
  output: z.object({ items: z.array(z.string()) }),
  errors: ["item-not-found", "item-ambiguous", "item-in-queue", "item-taken", "has-children"],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const itemRestore = request({
  name: "item.restore",
  summary: "Bring a deleted item back as it was, from its trail.",
  /** The whole id: what is deleted is not looked for by its beginning. */
  input: z.strictObject({ item: z.string().regex(ITEM_ID_PATTERN, "Give the whole id of the deleted item.") }),
  output: itemView,
  errors: ["item-not-found", "not-deleted"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const itemSearch = request({
  name: "item.search",
  summary: "Find items by words in id, texts, labels and comments, best match first.",
  input: z.strictObject({
    text: z.string().min(1).max(500),
    project: name.optional(),
    limit: z.int().min(1).max(1000).optional(),
    at,
  }),
  output: itemPage,
  errors: ["project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const itemVerbs = [
  itemCreate,
  itemEdit,
  itemList,
  itemReady,
  itemShow,
  itemClaim,
  itemUpdate,
  itemClose,
  itemReopen,
  itemBulk,
  itemDelete,
  itemRestore,
  itemSearch,
] as const;
