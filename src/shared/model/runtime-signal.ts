import { z } from "zod";

/** What a runtime's own signs (hooks, titles, notifications, screens) may say of the program. */
export const RUNTIME_STATES = ["working", "waiting-for-input", "waiting-for-permission", "rate-limited"] as const;
export const runtimeState = z.enum(RUNTIME_STATES);
export type RuntimeState = z.infer<typeof runtimeState>;

/** What a runtime says of its own session. Every part is optional; times are ms since 1970. */
export interface RuntimeSignal {
  readonly state?: RuntimeState;
  /** In words, what it is about: `asks to run rm -rf build`. */
  readonly detail?: string;
  /** When a limit ends, with `rate-limited`. */
  readonly until?: number;
  /** Its own session id and transcript (absolute path), once it tells them. */
  readonly runtimeSession?: string;
  readonly transcript?: string;
  /** A prompt that it has taken in: the receipt of what was sent. */
  readonly took?: string;
  /** What it said last, where its turn's end tells. */
  readonly said?: string;
  /** Tokens in its context now, and how many it holds, where it tells. */
  readonly context?: { readonly used: number; readonly size?: number };
  /** It is about to forget: its context is being compacted. */
  readonly compacting?: boolean;
  /** It is leaving by itself, with its own word for why. */
  readonly ending?: string;
}
