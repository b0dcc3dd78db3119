import { z } from "zod";

import { ITEM_STAGES } from "../model/item-words.ts";
import { identityPath, timestamp } from "../model/primitives.ts";
import { SESSION_STATES } from "../model/session-signal.ts";
import { costView } from "../model/usage.ts";
import { ANYONE, request } from "./verb.ts";

/**
 * When it will be over. known — `likely` is as soon as late, and it is done between `earliest` and `latest` in eight cases of
 * ten; unknown — too little is known, `basis` says what; done — nothing is left to do.
 */
const forecast = z.object({
  state: z.enum(["known", "unknown", "done"]),
  earliest: timestamp.optional(),
  likely: timestamp.optional(),
  latest: timestamp.optional(),
  /** What it rests on and what it leaves out, a sentence each. */
  basis: z.array(z.string()),
});

const swarmMember = z.object({
  agent: identityPath,
  item: z.string(),
  title: z.string(),
  stage: z.enum(ITEM_STAGES),
  /** Of its session; absent where none runs. */
  state: z.enum(SESSION_STATES).optional(),
  /** Since its first session for the item. */
  since: timestamp.optional(),
});

/** What an open item of the convoy waits for. */
const waitingItem = z.object({
  item: z.string(),
  title: z.string(),
  on: z.array(z.object({ item: z.string(), title: z.string(), isOutside: z.boolean() })),
  /** Beyond items: put off, a gate, trouble. */
  why: z.string().optional(),
});

export const convoyOutlook = request({
  name: "convoy.outlook",
  summary: "Say when a convoy will be done and what it costs: critical path, swarm, what waits for what.",
  input: z.strictObject({ convoy: z.string().min(1).max(80) }),
  output: z.object({
    convoy: z.string(),
    forecast,
    /** The open items that, one after another, hold up the end; `ms` is absent where durations are not known. */
    criticalPath: z.object({ items: z.array(z.object({ id: z.string(), title: z.string() })), ms: z.int().optional() }),
    /** How many of its items can be worked on side by side, by its own limit and those of its projects. */
    width: z.int(),
    swarm: z.array(swarmMember),
    waiting: z.array(waitingItem),
    cost: z.object({
      soFar: costView,
      sessions: z.int(),
      tokens: z.int(),
      /** What is left to do, by what finished items cost; absent where that is not known. In US dollars. */
      toCome: z.object({ low: z.number(), likely: z.number(), high: z.number() }).optional(),
      /** What `toCome` rests on, or why there is none. */
      basis: z.string(),
    }),
    /** How it filled and emptied, oldest first; the last point is now. */
    burnUp: z.array(z.object({ at: timestamp, total: z.int(), closed: z.int() })),
  }),
  errors: ["convoy-not-found"],
  callers: ANYONE,
  danger: "safe",
});
