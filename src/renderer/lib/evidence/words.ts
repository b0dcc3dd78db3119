import type { SessionStatus } from "../../../shared/model/agent.ts";
import type { ContextFill, Reliability, SignalSource } from "../../../shared/model/session-signal.ts";
import { tokenText } from "../amounts.ts";

/** Where something was learned, as one says it in a row. */
export const sourceLabel: Readonly<Record<SignalSource, string>> = {
  process: "process",
  host: "terminal's host",
  core: "Drover",
  user: "you",
  registry: "its registry",
  stream: "its stream",
  hook: "hook",
  notification: "notification",
  title: "window title",
  transcript: "transcript",
  screen: "screen",
  call: "call of drover",
  output: "output",
};

/** How far each kind of source is believed, and why. */
export const reliabilityLabel: Readonly<Record<Reliability, { readonly word: string; readonly why: string }>> = {
  authoritative: { word: "knows", why: "This source knows: it is the program itself, or who runs it." },
  strong: { word: "strong", why: "Made for people to see, so it is mostly right." },
  supporting: { word: "sign of life", why: "Shows that something lives, not what it does." },
};

/** What a state rests on: a source and since when, or how long nothing has been heard. */
export interface Ground {
  readonly words: string;
  readonly at: number;
  /** True: the words say how long it has been silent, rather than how long ago something was said. */
  readonly isSilence: boolean;
}

export function groundOf(status: Pick<SessionStatus, "state" | "source" | "evidenceAt" | "seenAt">): Ground {
  if (status.state === "unknown") return { words: "no signal for", at: status.seenAt, isSilence: true };
  return { words: sourceLabel[status.source], at: status.evidenceAt, isSilence: false };
}

/** From where on a context counts as nearly full, and from where on one looks at it. */
const NEARLY_FULL = 0.85;
const WORTH_A_LOOK = 0.6;

export type FillTone = "landed" | "attention" | "trouble";

/** How full a context is; undefined where its size is not known. */
export function fillOf({
  used,
  size,
}: Pick<ContextFill, "used" | "size">):
  | { readonly share: number; readonly tone: FillTone; readonly text: string }
  | undefined {
  if (size === undefined) return undefined;
  const share = Math.min(1, used / size);
  return {
    share,
    tone: share >= NEARLY_FULL ? "trouble" : share >= WORTH_A_LOOK ? "attention" : "landed",
    text: `${tokenText(used)} of ${tokenText(size)}`,
  };
}
