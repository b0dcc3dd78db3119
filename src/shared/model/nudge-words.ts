/* Apart from the schemas, so that the command line can have them without zod. */

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

/** How it was tried: with the answer to a call of the runtime's hooks, by a channel of its own past the terminal, or typed. */
export const NUDGE_WAYS = ["hook", "channel", "typed"] as const;

/** Whether the agent's program has it. */
export function hasArrived({ state }: { readonly state: NudgeState }): boolean {
  return state === "delivered" || state === "seen" || state === "acted";
}
