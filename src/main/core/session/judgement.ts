import type { SessionState, SignalSource } from "../../../shared/model/session-signal.ts";

/** A state with its evidence, and how long it can hold without anything new. */
export interface Judgement {
  readonly state: SessionState;
  readonly source: SignalSource;
  /** In words, without an age. */
  readonly evidence: string;
  /** When the evidence was seen. */
  readonly at: number;
  /** When it was last heard of, whatever it said. */
  readonly seenAt: number;
  /** When to judge again though nothing happened; undefined: not before something does. */
  readonly until?: number | undefined;
  /** When a rate limit ends. */
  readonly limitedUntil?: number | undefined;
  /** In words, while sources contradict one another and its screen is yet to tell who is right. */
  readonly contradiction?: string | undefined;
}

/** A judgement before it is known when it was last heard of. */
export type Verdict = Omit<Judgement, "seenAt">;
