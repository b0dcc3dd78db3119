import { z } from "zod";
import { timestamp } from "./primitives.ts";

/** What a session does, as far as evidence tells; `unknown` is said, never guessed. */
export const SESSION_STATES = [
  "starting",
  "working",
  "waiting-for-input",
  "waiting-for-permission",
  "user-typing",
  /** Its vendor takes no more of it until `until`. */
  "rate-limited",
  /** It waits at its prompt, and what its context holds is nearly used up: it is to be handed off rather than given more. */
  "context-nearly-full",
  "stalled",
  "zombie",
  "paused",
  "exited",
  "lost",
  "unknown",
] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** Whether it stands at its prompt, where it can be given something. */
export function isAtPrompt(state: SessionState): boolean {
  return state === "waiting-for-input" || state === "context-nearly-full";
}

/**
 * Where something about a session was learned:
 *  process, host: its program, and the PTY host that runs it; core: what Drover itself knows of its work;
 *  user: keys typed into its terminal, a pause that was ordered;
 *  registry: the vendor's own list of its sessions; stream: events of the program's own channel; hook: a call of its hooks;
 *  notification, title: what it told its terminal; transcript: the file that it keeps; screen: what stands in its terminal;
 *  call: it ran `drover`; output: it printed something.
 */
export const SIGNAL_SOURCES = [
  "process",
  "host",
  "core",
  "user",
  "registry",
  "stream",
  "hook",
  "notification",
  "title",
  "transcript",
  "screen",
  "call",
  "output",
] as const;
export type SignalSource = (typeof SIGNAL_SOURCES)[number];

/** How far a source is believed. Authoritative ones know; strong ones are made for people to see; supporting ones are signs of life. */
export const RELIABILITIES = ["authoritative", "strong", "supporting"] as const;
export type Reliability = (typeof RELIABILITIES)[number];

/** The newest that one source said of a session. Its age is the reader's to compute. */
export const sessionSignal = z.object({
  source: z.enum(SIGNAL_SOURCES),
  reliability: z.enum(RELIABILITIES),
  at: timestamp,
  /** What it says the session does; absent where it only shows that it lives. */
  state: z.enum(SESSION_STATES).optional(),
  /** In words, for people: `asks to run rm -rf build`, `its hook Stop`. */
  detail: z.string().optional(),
  /** When a limit ends. */
  until: timestamp.optional(),
  /** False once it is too old, or something newer took its place: it no longer counts. */
  holds: z.boolean(),
});
export type SessionSignal = z.infer<typeof sessionSignal>;

/** Tokens in the context of a session, as its runtime told at that time, and how many it can hold where that is known. */
export const contextFill = z.object({
  used: z.int().min(0),
  size: z.int().min(1).optional(),
  at: timestamp,
});
export type ContextFill = z.infer<typeof contextFill>;

/** One step in the life of a session: from `at` on it was in that state, for that reason. */
export const timelineEntry = z.object({
  session: z.string(),
  at: timestamp,
  state: z.enum(SESSION_STATES),
  source: z.enum(SIGNAL_SOURCES),
  reliability: z.enum(RELIABILITIES),
  evidence: z.string(),
  until: timestamp.optional(),
  /** Tokens in its context by then. */
  context: contextFill.omit({ at: true }).optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;
