import type { SessionState } from "../../shared/model/agent.ts";
import type { ItemStage } from "../../shared/model/item-words.ts";
import type { Submission } from "../../shared/model/submission.ts";

/** The colours a state may have; see ui/tokens.css for what they look like. */
export type Tone =
  | "neutral"
  | "faint"
  | "ready"
  | "working"
  | "review"
  | "merging"
  | "landed"
  | "attention"
  | "trouble";

export const stageTone: Readonly<Record<ItemStage, Tone>> = {
  blocked: "faint",
  ready: "ready",
  queued: "working",
  "in-progress": "working",
  review: "review",
  merging: "merging",
  landed: "landed",
  closed: "neutral",
  deferred: "faint",
};

export const stageLabel: Readonly<Record<ItemStage, string>> = {
  blocked: "Blocked",
  ready: "Ready",
  queued: "Queued",
  "in-progress": "In progress",
  review: "Review",
  merging: "Merging",
  landed: "Landed",
  closed: "Closed",
  deferred: "Deferred",
};

export const sessionTone: Readonly<Record<SessionState, Tone>> = {
  starting: "working",
  working: "working",
  "waiting-for-input": "attention",
  "waiting-for-permission": "attention",
  "user-typing": "ready",
  "rate-limited": "attention",
  "context-nearly-full": "attention",
  stalled: "trouble",
  zombie: "trouble",
  paused: "neutral",
  exited: "neutral",
  lost: "trouble",
  unknown: "neutral",
};

export const sessionLabel: Readonly<Record<SessionState, string>> = {
  starting: "Starting",
  working: "Working",
  "waiting-for-input": "Waits for input",
  "waiting-for-permission": "Waits for permission",
  "user-typing": "You are typing",
  "rate-limited": "Rate limited",
  "context-nearly-full": "Context nearly full",
  stalled: "Stalled",
  zombie: "Zombie",
  paused: "Paused",
  exited: "Exited",
  lost: "Lost",
  unknown: "Unknown",
};

/** States in which something gets done. */
export const AT_WORK: ReadonlySet<SessionState> = new Set(["starting", "working", "user-typing"]);

/** States in which a person can help. */
export const NEEDS_USER: ReadonlySet<SessionState> = new Set(["waiting-for-input", "waiting-for-permission"]);

export const submissionTone: Readonly<Record<Submission["state"], Tone>> = {
  queued: "review",
  preparing: "merging",
  resolving: "working",
  gating: "merging",
  landing: "merging",
  published: "review",
  waiting: "attention",
  landed: "landed",
  "sent-back": "trouble",
  discarded: "faint",
  superseded: "faint",
};

export const submissionLabel: Readonly<Record<Submission["state"], string>> = {
  queued: "Queued",
  preparing: "Rebasing",
  resolving: "Resolving",
  gating: "Running gates",
  landing: "Landing",
  published: "Pull request",
  waiting: "Waiting",
  landed: "Landed",
  "sent-back": "Sent back",
  discarded: "Discarded",
  superseded: "Superseded",
};
