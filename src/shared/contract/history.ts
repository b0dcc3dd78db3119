import { z } from "zod";
import { moment, shownMoment } from "../model/moment.ts";
import { identityPath, name, timestamp } from "../model/primitives.ts";
import { PAST_ERRORS, itemRef } from "./item.ts";
import { ANYONE, request } from "./verb.ts";
import { feedEvent } from "./workspace.ts";

/** A field before and after; one that was not there, or is gone, is left out. */
export const fieldChange = z.object({
  field: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type FieldChange = z.infer<typeof fieldChange>;

/** One change of one item. */
export const itemVersion = z.object({
  /** 1 is how it was created. Named by `item.rollback`. */
  version: z.int().min(1),
  seq: z.int(),
  at: timestamp,
  actor: identityPath,
  type: z.string(),
  /** In words, for people. */
  text: z.string(),
  cause: z.string().optional(),
  /** What it changed, but for version and who changed it when. */
  changes: z.array(fieldChange),
});
export type ItemVersion = z.infer<typeof itemVersion>;

export const itemHistory = request({
  name: "item.history",
  summary: "Tell an item's versions, oldest first: what changed, from what to what, by whom and why.",
  input: z.strictObject({ item: itemRef }),
  output: z.object({
    item: z.string(),
    /** The item as it is has this one. */
    version: z.int(),
    versions: z.array(itemVersion),
    /** Parts of it that could not be read, in words. */
    unreadable: z.array(z.string()).optional(),
  }),
  errors: ["item-not-found", "item-ambiguous", "past-unreadable"],
  callers: ANYONE,
  danger: "safe",
});

export const ledgerMoments = request({
  name: "ledger.moments",
  summary: "Tell when items changed, and how often: the scale of a time scrubber.",
  input: z.strictObject({
    project: name.optional(),
    /** Without them, from the first change until now. */
    since: timestamp.optional(),
    until: timestamp.optional(),
    buckets: z.int().min(1).max(2_000).default(200),
  }),
  output: z.object({
    /** Time of the first change there is; absent where there is none. */
    first: timestamp.optional(),
    since: timestamp,
    until: timestamp,
    /** In all buckets together. */
    changes: z.int(),
    /** Of equal length, oldest first; `changes` counts those at or behind `at` and before the next. */
    buckets: z.array(z.object({ at: timestamp, changes: z.int() })),
    unreadable: z.array(z.string()).optional(),
  }),
  errors: ["project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const ledgerHistory = request({
  name: "ledger.history",
  summary: "Tell what happened in the ledgers, newest first, as far back as there are events.",
  input: z.strictObject({
    project: name.optional(),
    actor: identityPath.optional(),
    /** Types of events, e.g. `workItemClosed`. */
    types: z.array(z.string().min(1).max(80)).max(50).optional(),
    /** Kinds of records; items and comments unless told. */
    kinds: z.array(z.string().min(1).max(80)).max(50).optional(),
    since: moment.optional(),
    until: moment.optional(),
    limit: z.int().min(1).max(10_000).default(200),
  }),
  output: z.object({ events: z.array(feedEvent), unreadable: z.array(z.string()).optional() }),
  errors: ["project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

const diffEntry = z.object({
  item: z.string(),
  title: z.string(),
  /** `changed` for what is none of the others. */
  kind: z.enum(["created", "closed", "reopened", "deleted", "changed"]),
  changes: z.array(fieldChange),
});

export const ledgerDiff = request({
  name: "ledger.diff",
  summary: "Tell which items differ between two moments: created, closed, opened again, deleted, changed.",
  input: z.strictObject({
    from: moment,
    /** Now, unless told. */
    to: moment.optional(),
    project: name.optional(),
    limit: z.int().min(1).max(10_000).default(1_000),
  }),
  output: z.object({
    from: shownMoment,
    to: shownMoment,
    counts: z.record(diffEntry.shape.kind, z.int()),
    /** At most `limit` of them, in the order of creation. */
    items: z.array(diffEntry),
  }),
  errors: ["project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const historyVerbs = [itemHistory, ledgerMoments, ledgerHistory, ledgerDiff] as const;
