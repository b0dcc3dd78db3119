import { z } from "zod";
import { titleText } from "./work-item.ts";
import { identityPath, timestamp } from "./primitives.ts";

/** A tracked batch of items, also across projects. Open until every item is closed and landed. */
export const convoy = z.object({
  id: z.string(),
  title: titleText,
  items: z.array(z.string()),
  owner: identityPath,
  /** Whether its ready items are put on agents as limits allow. */
  started: z.boolean().default(false),
  /** How many of its items may be on hooks at once; undefined leaves it to the projects' limits. */
  limit: z.int().min(1).max(100).optional(),
  createdAt: timestamp,
  closedAt: timestamp.optional(),
  /** True for one that `sling` made by itself. */
  implicit: z.boolean().default(false),
});
export type Convoy = z.infer<typeof convoy>;

export const convoyView = convoy.extend({
  progress: z.object({
    total: z.int(),
    closed: z.int(),
    landed: z.int(),
    inFlight: z.int(),
    ready: z.int(),
    blocked: z.int(),
  }),
  /** Agents that have one of its items on their hook now. */
  swarm: z.array(identityPath),
  /** Why it stands still, if it does. */
  standstill: z.string().optional(),
});
export type ConvoyView = z.infer<typeof convoyView>;
