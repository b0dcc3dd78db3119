import { z } from "zod";
import { NUDGE_STATES, NUDGE_WAYS } from "./nudge-words.ts";
import { identityPath, timestamp } from "./primitives.ts";

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
