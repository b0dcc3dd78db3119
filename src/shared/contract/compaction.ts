import { z } from "zod";
import { itemView } from "../model/work-item.ts";
import { name } from "../model/primitives.ts";
import { PAST_ERRORS, itemRef } from "./item.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

/** The age from which closed items are compacted where nothing else is said. */
export const COMPACT_AFTER_DAYS = 90;

export const ledgerCompact = request({
  name: "ledger.compact",
  summary: "Put digests in place of the texts of items closed long ago; the full texts stay in the history.",
  input: z.strictObject({
    /** These alone, however long ago they were closed. */
    items: z.array(itemRef).min(1).max(1_000).optional(),
    project: name.optional(),
    olderThanDays: z.number().min(0).max(36_500).default(COMPACT_AFTER_DAYS),
    /** Says what would be done, and does nothing. */
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    /** How many got a digest. */
    compacted: z.int(),
    /** Length of their texts before and after, in characters. */
    charsBefore: z.int(),
    charsAfter: z.int(),
    /** The first hundred of them. */
    items: z.array(z.object({ item: z.string(), title: z.string(), digest: z.string(), chars: z.int() })),
    /** Why the others that are old enough, or were named, were left as they are. */
    skipped: z.array(z.object({ reason: z.string(), count: z.int(), items: z.array(z.string()) })),
  }),
  errors: ["item-not-found", "item-ambiguous", "project-not-found"],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const itemRestoreText = request({
  name: "item.restore-text",
  summary: "Bring the full text of a compacted item back from its history.",
  input: z.strictObject({ item: itemRef }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "not-compacted", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const compactionVerbs = [ledgerCompact, itemRestoreText] as const;
