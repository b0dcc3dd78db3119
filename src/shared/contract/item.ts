import { z } from "zod";
import {
  ITEM_STAGES,
  ITEM_STATUSES,
  bodyText,
  itemGate,
  itemLink,
  itemMetadata,
  itemView,
  label,
  titleText,
  wordOfVocabulary,
} from "../model/work-item.ts";
import { moment, shownMoment } from "../model/moment.ts";
import { identityPath, name, timestamp } from "../model/primitives.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

/** An id, or any prefix of one that names a single item. */
export const itemRef = z.string().min(1).max(80);

/** Readings that take it answer as of that moment, from items' own facts alone, and say which it is. */
const at = moment.optional();
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
    links: z.array(itemLink).max(200).optional(),
  }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "project-not-found", "cycle", "item-closed"],
  callers: ANYONE,
  danger: "safe",
});

export const itemEdit = request({
  name: "item.edit",
  summary: "Change what an item says: title, description, type, priority, labels, acceptance, notes.",
  input: z.strictObject({
    item: itemRef,
    title: titleText.optional(),
    ...editable,
    addLabels: z.array(label).max(50).optional(),
    removeLabels: z.array(z.string()).max(50).optional(),
    /** Refuses with `item-changed` unless the item still has this version. */
    ifVersion: z.int().optional(),
  }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "item-changed"],
  callers: ANYONE,
  danger: "safe",
});

export const itemFilter = z.strictObject({
  project: name.optional(),
  status: z.array(z.enum(ITEM_STATUSES)).optional(),
  stage: z.array(z.enum(ITEM_STAGES)).optional(),
  type: z.array(wordOfVocabulary).optional(),
  labels: z.array(z.string()).optional(),
  assignee: identityPath.optional(),
  convoy: z.string().optional(),
  parent: itemRef.optional(),
  /** Without it closed items are left out, unless `status` or `stage` asks for them. */
  all: z.boolean().optional(),
  limit: z.int().min(1).max(10_000).optional(),
});

const itemPage = z.object({ items: z.array(itemView), total: z.int(), moment: shownMoment.optional() });

export const itemList = request({
  name: "item.list",
  summary: "List work items, newest changes first.",
  input: itemFilter.extend({ at }),
  output: itemPage,
  errors: ["item-not-found", "item-ambiguous", "project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const itemReady = request({
  name: "item.ready",
  summary: "List what could be started now: open, unblocked, not deferred, nobody's; the most useful first.",
  input: z.strictObject({ project: name.optional(), limit: z.int().min(1).max(10_000).optional(), at }),
  output: itemPage,
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
    status: z.enum(["open", "in-progress", "blocked", "deferred", "in-review"]).optional(),
    /** Null makes it nobody's. */
    assignee: identityPath.nullable().optional(),
    cause: bodyText.optional(),
  }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "wrong-transition", "item-taken"],
  callers: ANYONE,
  danger: "safe",
});

export const itemClose = request({
  name: "item.close",
  summary: "Close items without a landing, with a reason.",
  input: z.strictObject({ items: z.array(itemRef).min(1).max(1000), reason: bodyText.optional() }),
  output: z.object({ items: z.array(itemView) }),
  errors: ["item-not-found", "item-ambiguous", "item-closed", "item-in-queue", "open-children", "item-taken"],
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

export const itemDepAdd = request({
  name: "item.dep.add",
  summary: "Make one item wait for another, or link the two otherwise.",
  input: z.strictObject({ item: itemRef, to: itemRef, kind: wordOfVocabulary.default("blocks") }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "cycle"],
  callers: ANYONE,
  danger: "safe",
});

export const itemDepRemove = request({
  name: "item.dep.remove",
  summary: "Take a dependency or link away.",
  input: z.strictObject({ item: itemRef, to: itemRef, kind: wordOfVocabulary.optional() }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "link-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const itemDepTree = request({
  name: "item.dep.tree",
  summary: "Show what an item waits for, and what that waits for in turn.",
  input: z.strictObject({ item: itemRef, at }),
  output: z.object({
    root: z.string(),
    /** Every item of the tree once. */
    items: z.array(itemView),
    /** `from` waits for `to`. */
    edges: z.array(z.object({ from: z.string(), to: z.string() })),
    moment: shownMoment.optional(),
  }),
  errors: ["item-not-found", "item-ambiguous", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const itemSearch = request({
  name: "item.search",
  summary: "Find items by words in id, title, description, notes and labels, best match first.",
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
  itemDepAdd,
  itemDepRemove,
  itemDepTree,
  itemSearch,
] as const;

/** Sling puts items on hooks; it stands beside the items because the board, the palette and agents' cards all mean this verb. */
export const workSling = request({
  name: "work.sling",
  summary: "Put work on a hook: on an agent's, or on that of a worker made for it.",
  input: z.strictObject({
    items: z.array(itemRef).min(1).max(1000),
    /** An identity, or a project's name; without it, each item's own project. */
    to: z.string().max(120).optional(),
    /** Runtime of a worker that is made; without it the project's. */
    runtime: z.string().max(60).optional(),
    /** Adds them to this convoy instead of making one. */
    convoy: z.string().optional(),
  }),
  output: z.object({
    convoy: z.string(),
    assignments: z.array(
      z.object({
        item: z.string(),
        /** On a hook already, or waiting and why. */
        agent: identityPath.optional(),
        waitsFor: z.string().optional(),
      }),
    ),
  }),
  errors: [
    "item-not-found",
    "item-ambiguous",
    "item-closed",
    "item-taken",
    "target-not-found",
    "wrong-project",
    "runtime-not-found",
    "runtime-missing",
    "convoy-not-found",
    "item-in-queue",
    "no-repository",
  ],
  callers: SUPERVISORS,
  danger: "safe",
});

export const workUnsling = request({
  name: "work.unsling",
  summary: "Take items off their hooks again; branches with work on them are kept.",
  input: z.strictObject({ items: z.array(itemRef).min(1).max(1000) }),
  output: z.object({ items: z.array(z.object({ item: z.string(), keptBranch: z.string().optional() })) }),
  errors: ["item-not-found", "item-ambiguous", "not-slung"],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const workVerbs = [workSling, workUnsling] as const;
