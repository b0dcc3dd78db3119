import type { SessionState } from "../../../shared/model/agent.ts";
import { type Evidence, STARTING_MS } from "./evidence.ts";

export interface PropulsionFacts {
  readonly evidence: Evidence;
  readonly state: SessionState | undefined;
  /** When its vendor's limit ends, while it is rate-limited and that is known. */
  readonly limitedUntil: number | undefined;
  readonly isTakenOver: boolean;
  /** When it was last held back by what is not its fault; silence counts from then on. */
  readonly heldAt: number | undefined;
  /** Nudges that reached it so far. */
  readonly nudges: number;
  readonly takesNudges: boolean;
  /** Whether its runtime tells of turns, by titles or hooks. */
  readonly tells: boolean;
  /** Silence at the start after which it is nudged. */
  readonly nudgeAfterMs: number;
  readonly now: number;
}

export type Propulsion =
  | { readonly kind: "begun" }
  | { readonly kind: "wait"; readonly ms: number }
  /** Somebody else has to act first: the user, or its vendor. */
  | { readonly kind: "held"; readonly ms: number }
  /** `againMs`: when to look whether it helped. */
  | { readonly kind: "nudge"; readonly againMs: number }
  | { readonly kind: "stalled" };

/** After that many nudges it is somebody else's turn: the recovery monitor's, or a person's. */
export const MAX_NUDGES = 3;
/** How soon one is tried again that could not be typed. */
const RETRY_MS = 5_000;
/** Who holds it back is looked at that often; nobody tells of an end of all of them. */
const HELD_MS = 5_000;

/** States that are not silence. One that nearly fills its context is handed off rather than pushed. */
const HELD: readonly (SessionState | undefined)[] = [
  "waiting-for-permission",
  "user-typing",
  "paused",
  "rate-limited",
  "context-nearly-full",
];

/**
 * Whether a session that has work has begun with it. Pure. A call of `drover`, a busy title or hook, or a typing user is a
 * beginning; where its runtime tells of no turns, so is output beyond what any program prints at its start. One that has
 * not begun is nudged after a while, then after twice that, and so on, and is stalled when that did not help.
 */
export function propel(facts: PropulsionFacts): Propulsion {
  const { evidence, state, limitedUntil, nudges, nudgeAfterMs, now } = facts;
  if (hasBegun(facts) || !facts.takesNudges || evidence.stalledAt !== undefined) return { kind: "begun" };
  if (facts.isTakenOver || HELD.includes(state)) {
    const ends = state === "rate-limited" && limitedUntil !== undefined ? limitedUntil - now : 0;
    return { kind: "held", ms: Math.max(HELD_MS, ends) };
  }
  const since = Math.max(evidence.startedAt, facts.heldAt ?? 0);
  const due = since + nudgeAfterMs * (facts.heldAt === undefined ? 2 ** (nudges + 1) - 1 : 2 ** nudges);
  if (now < due) return { kind: "wait", ms: due - now };
  if (nudges >= MAX_NUDGES) return { kind: "stalled" };
  return { kind: "nudge", againMs: RETRY_MS };
}

function hasBegun({ evidence, tells }: PropulsionFacts): boolean {
  if (evidence.contactAt !== undefined || evidence.typedAt !== undefined) return true;
  if (tells) return evidence.busyAt !== undefined;
  return (evidence.outputAt ?? 0) - evidence.startedAt >= STARTING_MS;
}
