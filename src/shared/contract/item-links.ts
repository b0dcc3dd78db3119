import { z } from "zod";
import { name } from "../model/primitives.ts";
import { shownMoment } from "../model/moment.ts";
import { explanation, ignoredEdge } from "../model/waiting.ts";
import { FAN_IN_MODES } from "../model/item-words.ts";
import { itemView, wordOfVocabulary } from "../model/work-item.ts";
import { PAST_ERRORS, at, itemRef } from "./item.ts";
import { ANYONE, request } from "./verb.ts";

/** What it waits for, what waits for it, or both. */
export const TREE_DIRECTIONS = ["waits-for", "unblocks", "both"] as const;

export const itemDepAdd = request({
  name: "item.dep.add",
  summary: "Make one item wait for another, or link the two otherwise.",
  input: z.strictObject({
    item: itemRef,
    /** An item, or `external:…` for what lies outside of all ledgers and counts as open. */
    to: z.string().min(1).max(200),
    kind: wordOfVocabulary.default("blocks"),
    /** Of `waits-for` alone; all children unless told. */
    mode: z.enum(FAN_IN_MODES).optional(),
  }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "cycle", "unknown-word"],
  callers: ANYONE,
  danger: "safe",
});

export const itemDepRemove = request({
  name: "item.dep.remove",
  summary: "Take a dependency or link away.",
  input: z.strictObject({ item: itemRef, to: z.string().min(1).max(200), kind: wordOfVocabulary.optional() }),
  output: itemView,
  errors: ["item-not-found", "item-ambiguous", "link-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const itemDepTree = request({
  name: "item.dep.tree",
  summary: "Show what an item waits for, and what that waits for in turn; or what waits for it; or both.",
  input: z.strictObject({ item: itemRef, direction: z.enum(TREE_DIRECTIONS).default("waits-for"), at }),
  output: z.object({
    root: z.string(),
    /** Every item of the tree once. */
    items: z.array(itemView),
    /** `from` waits for `to`, by a link of that kind or as the parent of a `child`; which way the edges lead from the root is the direction's. */
    edges: z.array(z.object({ from: z.string(), to: z.string(), kind: z.string().optional() })),
    moment: shownMoment.optional(),
  }),
  errors: ["item-not-found", "item-ambiguous", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const itemDepCycles = request({
  name: "item.dep.cycles",
  summary:
    "List circles of items that wait for one another, as a merge can make them, and which edge of each is ignored.",
  input: z.strictObject({ project: name.optional() }),
  output: z.object({
    cycles: z.array(
      z.object({
        /** Each waits for the next, the last for the first. */
        items: z.array(z.string()),
        ignored: ignoredEdge,
      }),
    ),
  }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const itemExplain = request({
  name: "item.explain",
  summary: "Say why an item is ready or not: what exactly it waits for, down to the causes.",
  input: z.strictObject({ item: itemRef, at }),
  output: explanation.extend({ moment: shownMoment.optional() }),
  errors: ["item-not-found", "item-ambiguous", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const itemBlocked = request({
  name: "item.blocked",
  summary: "List open items that wait for something, with what each waits for and why that is not done.",
  input: z.strictObject({
    project: name.optional(),
    limit: z.int().min(1).max(10_000).optional(),
    offset: z.int().min(0).optional(),
    at,
  }),
  output: z.object({
    blocked: z.array(z.object({ item: itemView, explanation })),
    total: z.int(),
    /** What holds back the most items, the worst first; at most ten. */
    causes: z.array(z.object({ item: z.string(), title: z.string().optional(), holdsBack: z.int() })),
    moment: shownMoment.optional(),
  }),
  errors: ["project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const itemLinkVerbs = [itemDepAdd, itemDepRemove, itemDepTree, itemDepCycles, itemExplain, itemBlocked] as const;
