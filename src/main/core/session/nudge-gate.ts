import type { SessionState } from "../../../shared/model/agent.ts";

/** What decides whether something may be typed into a session now. Times in ms since 1970. */
export interface GateFacts {
  readonly state: SessionState | undefined;
  /** Whether the state was learned from what the runtime says, and not only from its printing. */
  readonly isCertain: boolean;
  /** When its limit ends, while it is rate-limited. */
  readonly until: number | undefined;
  /** In words, while its signs say different things. */
  readonly contradiction: string | undefined;
  readonly isTakenOver: boolean;
  readonly takesNudges: boolean;
  /** Whether the program keeps what is typed during a turn for afterwards. */
  readonly queuesWhileBusy: boolean;
  /** Whether its hooks can hand it a message. */
  readonly carriesMessages: boolean;
  /** When a person last typed into it, and whether they left a line unfinished. */
  readonly typedAt: number | undefined;
  readonly draft: boolean;
  readonly now: number;
}

export interface Obstacle {
  /** In words, after "not now:". */
  readonly reason: string;
  /** When to look again though nothing happens; undefined: only when something does. */
  readonly againMs?: number;
  /** Whether it will not change by itself while the session lives. */
  readonly isLasting?: true;
}

/** A person who just typed has not necessarily finished. */
export const AFTER_TYPING_MS = 15_000;
const SOON_MS = 1_000;
const LATER_MS = 5_000;

const BY_STATE: Partial<Record<SessionState, Obstacle>> = {
  "waiting-for-permission": { reason: "it waits for an answer to a question, which is the user's to give" },
  "user-typing": { reason: "the user is typing into it", againMs: LATER_MS },
  paused: { reason: "it is paused" },
  starting: { reason: "it is still starting", againMs: SOON_MS },
  exited: { reason: "its session has ended" },
  lost: { reason: "its terminal is lost" },
};

/** Why nothing may be typed into the session now; undefined: it may. Pure. */
export function obstacleTo(facts: GateFacts): Obstacle | undefined {
  const { state, now, typedAt, until } = facts;
  if (state === undefined) return { reason: "its session is not running" };
  if (!facts.takesNudges) return { reason: "its runtime takes no typed messages", isLasting: true };
  if (facts.isTakenOver) return { reason: "the user has taken it over" };
  const byState = BY_STATE[state];
  if (byState !== undefined) return byState;
  if (facts.draft) return { reason: "an unfinished line of the user stands in its terminal" };
  const sinceTyping = typedAt === undefined ? Infinity : now - typedAt;
  if (sinceTyping < AFTER_TYPING_MS) {
    return { reason: "the user is typing into it", againMs: AFTER_TYPING_MS - sinceTyping };
  }
  if (state === "rate-limited") {
    const againMs = until === undefined ? 60_000 : Math.max(SOON_MS, until - now);
    return { reason: "it waits for its vendor's limit to end", againMs };
  }
  if (facts.contradiction !== undefined) {
    return { reason: `its signs do not agree: ${facts.contradiction}`, againMs: SOON_MS };
  }
  if (state === "working" && facts.isCertain) {
    if (facts.carriesMessages) return { reason: "it is in the middle of a turn, and gets it with its next step" };
    if (!facts.queuesWhileBusy) return { reason: "it is in the middle of a turn" };
  }
  return undefined;
}
