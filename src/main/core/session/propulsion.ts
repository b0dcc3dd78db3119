import { type Evidence, STARTING_MS } from "./evidence.ts";

export interface PropulsionFacts {
  readonly evidence: Evidence;
  /** Nudges that reached it so far. */
  readonly nudges: number;
  readonly takesNudges: boolean;
  readonly tellsByTitle: boolean;
  /** Silence at the start after which it is nudged. */
  readonly nudgeAfterMs: number;
  readonly now: number;
}

export type Propulsion =
  | { readonly kind: "begun" }
  | { readonly kind: "wait"; readonly ms: number }
  /** `againMs`: when to look whether it helped. */
  | { readonly kind: "nudge"; readonly againMs: number }
  | { readonly kind: "stalled" };

/** After that many nudges it is somebody else's turn: the recovery monitor's, or a person's. */
export const MAX_NUDGES = 3;
/** How soon one is tried again that could not be typed. */
const RETRY_MS = 5_000;

/**
 * Whether a session that has work has begun with it. Pure. A call of `drover`, a busy title or a typing user is a
 * beginning; where titles say nothing, so is output beyond what any program prints at its start.
 */
export function propel(facts: PropulsionFacts): Propulsion {
  const { evidence, nudges, nudgeAfterMs, now } = facts;
  if (hasBegun(facts) || !facts.takesNudges || evidence.stalledAt !== undefined) return { kind: "begun" };
  const due = evidence.startedAt + nudgeAfterMs * (2 ** (nudges + 1) - 1);
  if (now < due) return { kind: "wait", ms: due - now };
  if (nudges >= MAX_NUDGES) return { kind: "stalled" };
  return { kind: "nudge", againMs: RETRY_MS };
}

function hasBegun({ evidence, tellsByTitle }: PropulsionFacts): boolean {
  if (evidence.contactAt !== undefined || evidence.typedAt !== undefined) return true;
  if (tellsByTitle) return evidence.busyAt !== undefined;
  return (evidence.outputAt ?? 0) - evidence.startedAt >= STARTING_MS;
}
