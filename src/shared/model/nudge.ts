import { z } from "zod";
import { identityPath, timestamp } from "./primitives.ts";

/**
 * How far a nudge got, as far as its channel can tell.
 *  queued: Drover has it, the agent does not; `reason` says what it waits for.
 *  delivered: the agent's program has it: its hook took the answer, or what was typed was seen on its screen and left it.
 *  seen: the program says, by its own signals, that it took it in.
 *  acted: the agent did something after that: it called `drover`, used a tool, or came to the end of a turn.
 *  failed: every way was tried, or its session ended first; `reason` says so.
 *  expired: its time was over before it could be handed over.
 * `failed`, `expired` and `acted` are final; `delivered` and `seen` are when `settledAt` is set, since nothing more can be known.
 */
export const NUDGE_STATES = ["queued", "delivered", "seen", "acted", "failed", "expired"] as const;
export type NudgeState = (typeof NUDGE_STATES)[number];

/** How it was tried: with the answer to a call of the runtime's hooks, or typed into the terminal. */
export const NUDGE_WAYS = ["hook", "typed"] as const;

export const nudge = z.object({
  id: z.string(),
  agent: identityPath,
  /** The session that has it, or that it was meant for last. */
  session: z.string().optional(),
  from: identityPath,
  /** What the agent is told: one line, sanitised. */
  text: z.string(),
  /** `message`: somebody's words; it outlives the session. `prompt`: the orchestrator's own, for this session alone. */
  kind: z.enum(["message", "prompt"]),
  state: z.enum(NUDGE_STATES),
  /** In words: what a queued one waits for, why it failed or expired, what is known of a settled one. */
  reason: z.string().optional(),
  /** The session in whose input its line stands, or may stand, without having been submitted. */
  standingIn: z.string().optional(),
  tries: z.array(z.object({ way: z.enum(NUDGE_WAYS), at: timestamp, outcome: z.string() })),
  queuedAt: timestamp,
  /** Until then it is tried. */
  expiresAt: timestamp,
  deliveredAt: timestamp.optional(),
  seenAt: timestamp.optional(),
  actedAt: timestamp.optional(),
  /** Nothing more comes after that. */
  settledAt: timestamp.optional(),
});
export type Nudge = z.infer<typeof nudge>;

/** Whether the agent's program has it. */
export function hasArrived({ state }: Pick<Nudge, "state">): boolean {
  return state === "delivered" || state === "seen" || state === "acted";
}
