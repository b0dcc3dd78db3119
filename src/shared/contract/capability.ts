import { z } from "zod";
import { identityPath, timestamp } from "../model/primitives.ts";
import { costView } from "../model/usage.ts";
import { agentRef } from "./agent.ts";
import { itemRef } from "./item.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

/** A share with what it was counted from, so that one of one is not taken for certainty. Absent without any cases. */
const share = z.object({ count: z.int(), of: z.int() });

/** The facts of a number of items. */
const tally = z.object({
  /** Items that it had on a hook and gave back, one way or another. */
  items: z.int(),
  landed: z.int(),
  /** Closed without a landing: an investigation, a review. */
  closed: z.int(),
  /** Of `landed` and `closed`, those that closed as failed. */
  failed: z.int(),
  /** Begun, neither landed nor closed, and on nobody's hook of this record any more. */
  leftUndone: z.int(),
  underWay: z.int(),
  /** Landed at the first submission, of the landed ones. */
  firstTime: share,
  submissions: z.int(),
  sentBack: z.int(),
  conflicts: z.int(),
  gateFailures: z.int(),
  /** Sessions that were needed, over all items; the middle number of an item. */
  sessions: z.int(),
  medianSessions: z.number().optional(),
  crashes: z.int(),
  /** From the first session of an item until it landed or closed: the middle, in ms. */
  medianMs: z.number().optional(),
  tokens: z.int(),
  /** Items whose tokens are known: `tokens` and `cost` are theirs alone. */
  measured: z.int(),
  cost: costView,
  /** Cost of the items with a known cost, divided by their number. */
  usdPerItem: z.number().optional(),
});

export const capabilityGroup = tally.extend({ key: z.string() });

export const agentCv = request({
  name: "agent.cv",
  summary: "Show what an agent, a runtime or a model has done: a record made of facts.",
  input: z.strictObject({
    agent: agentRef.optional(),
    runtime: z.string().max(60).optional(),
    model: z.string().max(200).optional(),
    /** Items that ended from that time on. */
    since: timestamp.optional(),
  }),
  output: z.object({
    of: z.object({
      agent: identityPath.optional(),
      runtime: z.string().optional(),
      model: z.string().optional(),
    }),
    total: tally,
    types: z.array(capabilityGroup),
    labels: z.array(capabilityGroup),
    runtimes: z.array(capabilityGroup),
    models: z.array(capabilityGroup),
    projects: z.array(capabilityGroup),
    /** The latest items, newest first. */
    recent: z.array(
      z.object({
        item: z.string(),
        title: z.string(),
        type: z.string(),
        how: z.enum(["landed", "closed", "failed", "left-undone", "under-way"]),
        at: timestamp.optional(),
        sessions: z.int(),
        sentBack: z.int(),
      }),
    ),
  }),
  errors: ["agent-not-found", "agent-ambiguous"],
  callers: ANYONE,
  danger: "safe",
});
export type CapabilityRecord = z.infer<typeof agentCv.output>;

/** The reasoning is in what comes with it: each runtime's record with items like this one, the best first. */
export const workAdvise = request({
  name: "work.advise",
  summary: "Say which runtime would do an item best, by what each has done so far, and why.",
  input: z.strictObject({ item: itemRef }),
  output: z.object({
    item: z.string(),
    runtime: z.string(),
    /** In words, a sentence. */
    why: z.string(),
    /** Whether it follows from records, or is the default since too little is known. */
    isKnown: z.boolean(),
    candidates: z.array(
      z.object({
        runtime: z.string(),
        /** Items like it that ended; how many of them landed or closed, and as first submitted. */
        items: z.int(),
        done: z.int(),
        firstTime: z.int(),
        /** The share of done ones that can be relied on, 0 to 1: the lower end of what so few cases leave open. */
        reliable: z.number(),
        usdPerItem: z.number().optional(),
      }),
    ),
  }),
  errors: ["item-not-found", "item-ambiguous"],
  callers: SUPERVISORS,
  danger: "safe",
});
export type Advice = z.infer<typeof workAdvise.output>;

export const capabilityVerbs = [agentCv, workAdvise] as const;
