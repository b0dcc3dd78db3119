import { z } from "zod";
import { name, timestamp } from "../model/primitives.ts";
import { costView, tokenCounts } from "../model/usage.ts";
import { agentRef } from "./agent.ts";
import { itemRef } from "./item.ts";
import { ANYONE, request } from "./verb.ts";

export const USAGE_GROUPS = ["session", "agent", "item", "convoy", "project", "runtime", "model", "day"] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

const usageSum = z.object({
  /** Sessions that used anything. */
  sessions: z.int(),
  tokens: tokenCounts,
  /** Of all four kinds. */
  totalTokens: z.int(),
  cost: costView,
});

export const usageRow = usageSum.extend({
  /** An id, identity, name or `2026-01-31` (local), by the group; empty where it belongs to none. */
  key: z.string(),
  /** Title of an item or convoy. */
  title: z.string().optional(),
  models: z.array(z.object({ model: z.string(), tokens: tokenCounts, cost: costView })),
  firstAt: timestamp,
  lastAt: timestamp,
});
export type UsageRow = z.infer<typeof usageRow>;

export const usageList = request({
  name: "usage.list",
  summary: "Sum up the tokens that sessions used and what they cost.",
  input: z.strictObject({
    /** An item of two convoys counts in both; `total` counts it once. */
    by: z.enum(USAGE_GROUPS).optional(),
    agent: agentRef.optional(),
    session: z.string().max(100).optional(),
    item: itemRef.optional(),
    convoy: z.string().max(120).optional(),
    project: name.optional(),
    runtime: z.string().max(60).optional(),
    model: z.string().max(200).optional(),
    /** From that time on, and before that one; to the hour. */
    since: timestamp.optional(),
    until: timestamp.optional(),
    /** Rows with the most tokens first; days the newest first. */
    limit: z.int().min(1).max(10_000).optional(),
  }),
  output: z.object({
    by: z.enum(USAGE_GROUPS),
    rows: z.array(usageRow),
    /** How many there are beyond the limit. */
    more: z.int(),
    total: usageSum,
    /** Where the prices are from. */
    prices: z.object({ date: z.string(), source: z.string(), overridden: z.int() }),
    /** Sessions whose figures cannot be told: their runtime keeps none, or they could not be read. */
    unmeasured: z.int(),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "item-not-found", "item-ambiguous", "convoy-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const usageVerbs = [usageList] as const;
