import { z } from "zod";
import { timestamp } from "./primitives.ts";

/**
 * What keeps an item from being started:
 * closed, assigned, status (marked as blocked, in review, …), on-its-way (slung, on a hook, in the merge queue), no-work (a gate, a message) are
 * about itself. item: waits until another is closed · children: its own open ones · condition: begins only if another
 * fails · moot: that one is done, so it never begins · fan-in: waits for children of another · gate · deferred: put off, or an
 * ancestor is · unknown: names what no open ledger has, which counts as open · external: outside of all ledgers.
 */
export const OBSTACLES = [
  "closed",
  "assigned",
  "status",
  "on-its-way",
  "no-work",
  "item",
  "children",
  "condition",
  "moot",
  "fan-in",
  "gate",
  "deferred",
  "unknown",
  "external",
] as const;

export const obstacle = z.object({
  code: z.enum(OBSTACLES),
  /** In words, to stand behind the item's name: `waits for demo-x3f “Title”, in progress by demo/crew/ada`. */
  text: z.string(),
  /** The items concerned. */
  items: z.array(z.string()),
  /** When it goes away by itself. */
  until: timestamp.optional(),
  /** What a person can do. */
  remedy: z.string().optional(),
});
export type Obstacle = z.infer<typeof obstacle>;

/** What is behind a wait, at the end of the chain: something that itself waits for nothing in a ledger. */
export const rootCause = z.object({
  /** An id, known or not. */
  item: z.string(),
  title: z.string().optional(),
  /** How it stands, in words. */
  text: z.string(),
  /** From the item asked about, which is left out, to the cause, which is the last. */
  via: z.array(z.string()),
});
export type RootCause = z.infer<typeof rootCause>;

/** `from` waits for `to`, and does not: it closes a circle that a merge has made, and is the newest edge of it. */
export const ignoredEdge = z.object({ from: z.string(), to: z.string() });

/** Why one stands where it does in the order of what is ready. */
export const readyReason = z.object({
  item: z.string(),
  /** 1 is the first to be taken. */
  rank: z.int(),
  /** Why it is ready, and why here, in words. */
  text: z.string(),
});
export type ReadyReason = z.infer<typeof readyReason>;

export const explanation = z.object({
  item: z.string(),
  isReady: z.boolean(),
  /** The whole in one sentence. */
  text: z.string(),
  /** None for what is ready. */
  obstacles: z.array(obstacle),
  rootCauses: z.array(rootCause),
  /** Of what is ready. */
  reason: readyReason.optional(),
  /** Edges of this item that are ignored. */
  ignored: z.array(ignoredEdge),
});
export type Explanation = z.infer<typeof explanation>;
