import { z } from "zod";
import { conflictFlag } from "../model/conflict-flag.ts";
import { name } from "../model/primitives.ts";
import { agentRef } from "./agent.ts";
import { itemRef } from "./item.ts";
import { ANYONE, request } from "./verb.ts";

/** A flag with what its sides' items are called. Its changes are events of the kind `conflict-flag`. */
export const conflictFlagView = conflictFlag.extend({
  /** By item: the titles of those that are there. */
  titles: z.record(z.string(), z.string()),
});
export type ConflictFlagView = z.infer<typeof conflictFlagView>;

export const conflictList = request({
  name: "conflict.list",
  summary:
    "List branches that would conflict with one another, or with what has landed, while their agents still work.",
  input: z.strictObject({
    project: name.optional(),
    item: itemRef.optional(),
    agent: agentRef.optional(),
    /** Also flags that were taken down within the last week. */
    all: z.boolean().optional(),
  }),
  /** Those that stand first, the newest first. */
  output: z.object({ flags: z.array(conflictFlagView) }),
  errors: ["project-not-found", "agent-not-found", "agent-ambiguous", "item-not-found", "item-ambiguous"],
  callers: ANYONE,
  danger: "safe",
});

export const conflictVerbs = [conflictList] as const;
