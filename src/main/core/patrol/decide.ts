import type { SessionState } from "../../../shared/model/agent.ts";

/** What the recovery monitor knows of a live session, times in ms since 1970. */
export interface SessionFacts {
  readonly state: SessionState;
  /** True while the item on the hook is being worked on; false once it was submitted or taken off. */
  readonly hasWork: boolean;
  /** When it was last heard of: output, a `drover` call, a typing user. */
  readonly heardAt: number;
  /** When its hook was completed, archived or emptied; undefined while it has work. */
  readonly idleSince: number | undefined;
  /** Probes sent since it was last heard of, and when the newest was. */
  readonly probes: number;
  readonly probedAt: number | undefined;
}

export interface Limits {
  /** Silence after which a session with work is probed. */
  readonly stallMs: number;
  /** Time a session may stay after its work is done. */
  readonly graceMs: number;
}

/**
 * What to do about a session: leave it; probe it (a nudge that asks whether it lives); restart it on the same hook; or
 * end it, because its work is done and it did not leave.
 */
export type Care =
  | { readonly kind: "leave" }
  | { readonly kind: "probe"; readonly number: number }
  | { readonly kind: "restart"; readonly reason: string }
  | { readonly kind: "end"; readonly reason: string };

/** Unanswered probes before force: the field's "are you there" three times over. */
export const MAX_PROBES = 3;

const LEAVE: Care = { kind: "leave" };

/** States in which silence is nothing to worry about: somebody else has to act, or the session is not ours to touch. */
const EXCUSED: readonly SessionState[] = [
  "waiting-for-permission",
  "user-typing",
  "rate-limited",
  "paused",
  "exited",
  "lost",
  "starting",
];

/** Pauses between probes grow: the stall time, twice, four times. */
export function careFor(facts: SessionFacts, limits: Limits, now: number): Care {
  if (EXCUSED.includes(facts.state)) return LEAVE;
  if (!facts.hasWork) {
    const overdue =
      facts.idleSince !== undefined &&
      now - facts.idleSince >= limits.graceMs &&
      now - facts.heardAt >= limits.graceMs / 2;
    return overdue ? { kind: "end", reason: "Its work is done and it did not leave." } : LEAVE;
  }
  const waited = now - Math.max(facts.heardAt, facts.probedAt ?? 0);
  if (waited < limits.stallMs * (facts.probes === 0 ? 1 : 2 ** (facts.probes - 1))) return LEAVE;
  if (facts.probes < MAX_PROBES) return { kind: "probe", number: facts.probes + 1 };
  const seconds = Math.round((now - facts.heardAt) / 1000);
  return { kind: "restart", reason: `Silent for ${seconds} s, and ${MAX_PROBES} probes went unanswered.` };
}
