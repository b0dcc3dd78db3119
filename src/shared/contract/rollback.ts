import { z } from "zod";
import { moment, shownMoment } from "../model/moment.ts";
import { identityPath, name } from "../model/primitives.ts";
import { itemView } from "../model/work-item.ts";
import { fieldChange } from "./history.ts";
import { PAST_ERRORS, itemRef } from "./item.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

export const itemRollback = request({
  name: "item.rollback",
  summary: "Put an item's texts, fields and links back to what they were, as a new change. Where it stands stays.",
  input: z.strictObject({
    item: itemRef,
    to: z.union([z.strictObject({ version: z.int().min(1) }), z.strictObject({ at: moment })]),
    /** Says what would change, and changes nothing. */
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    item: itemView,
    /** The version that it was put back to. */
    version: z.int(),
    /** Empty where nothing differs, and nothing was done. */
    changes: z.array(fieldChange),
  }),
  errors: [
    "item-not-found",
    "item-ambiguous",
    "version-not-found",
    "cycle",
    "item-closed",
    "open-children",
    "has-children",
    ...PAST_ERRORS,
  ],
  callers: ANYONE,
  danger: "confirm",
});

/** A change that is not undone, or was only with `force`. */
export const rollbackConflict = z.object({
  item: z.string(),
  /** Absent where it is about the whole item. */
  field: z.string().optional(),
  /** In words: who changed it since, or what it hangs on. */
  reason: z.string(),
});

export const ledgerRollback = request({
  name: "ledger.rollback",
  summary: "Undo everything somebody changed on items since a moment, as one new change.",
  input: z.strictObject({
    at: moment,
    by: identityPath,
    project: name.optional(),
    dryRun: z.boolean().default(false),
    /** Also what others have changed since. */
    force: z.boolean().default(false),
  }),
  output: z.object({
    moment: shownMoment,
    /** What is undone: `deleted` and `restored` for what was created and deleted since. */
    items: z.array(
      z.object({
        item: z.string(),
        title: z.string(),
        undo: z.enum(["changed", "deleted", "restored"]),
        changes: z.array(fieldChange),
      }),
    ),
    conflicts: z.array(rollbackConflict),
  }),
  errors: ["cycle", "item-closed", "open-children", "has-children", "project-not-found", ...PAST_ERRORS],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const rollbackVerbs = [itemRollback, ledgerRollback] as const;
