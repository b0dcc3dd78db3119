import { z } from "zod";
import { identityPath } from "../model/primitives.ts";
import { itemRef } from "./item.ts";
import { SUPERVISORS, request } from "./verb.ts";

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
    "item-not-ready",
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
  errors: ["item-not-found", "item-ambiguous", "not-slung", "item-submitted"],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const workVerbs = [workSling, workUnsling] as const;
