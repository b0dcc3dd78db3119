import type { RuntimeSignal } from "../../../shared/model/runtime-signal.ts";
import type { SessionState, SignalSource } from "../../../shared/model/session-signal.ts";
import { readLimitEnd } from "../base/limit-time.ts";
import { plainLine } from "../base/plain-text.ts";
import { type Evidence, type ToldSource, rankOf } from "./evidence.ts";

/** What is to be put over the evidence that there is. */
export type Seen = Partial<Omit<Evidence, "startedAt">>;

/** Two sources tell of one and the same question within so long. */
const SAME_QUESTION_MS = 10_000;

/** Something said outright. One that comes late, after something newer of its source, no longer says what it does. Pure. */
export function seeTold(e: Evidence, source: ToldSource, { signal, at }: TimedSignal): Seen {
  const { state, context } = signal;
  const seen: Seen = {
    provenAt: Math.max(at, e.provenAt ?? 0),
    ...(context === undefined || (e.context?.at ?? 0) > at ? {} : { context: { ...context, at } }),
  };
  if (state === undefined || at < (e.told?.[source]?.at ?? 0)) return seen;
  const detail = signal.detail === undefined ? undefined : plainLine(signal.detail, 200);
  return {
    ...seen,
    told: { ...e.told, [source]: { state, at, detail } },
    ...(state === "working" ? { busyAt: Math.max(at, e.busyAt ?? 0) } : {}),
    ...(state === "waiting-for-permission" ? seeQuestion(e, { source, at, detail }) : {}),
    ...(state === "rate-limited" ? { limit: { source, at, until: signal.until ?? endIn(detail, at), detail } } : {}),
  };
}

/** When a limit ends, where the words about it say so. */
function endIn(words: string | undefined, at: number): number | undefined {
  return words === undefined ? undefined : readLimitEnd(words, at);
}

export interface TimedSignal {
  readonly signal: RuntimeSignal;
  readonly at: number;
}

/** The title of its terminal changed. `state` is what that means to its runtime. Pure. */
export function seeTitle(e: Evidence, text: string, { state, at }: Meaning): Seen {
  const before = e.title;
  const since = before !== undefined && before.state === state ? (before.since ?? before.at) : at;
  const isOther = before === undefined || before.state !== state || wordsOf(before.text) !== wordsOf(text);
  return {
    title: { text, state, at, since },
    ...(isOther ? { provenAt: Math.max(at, e.provenAt ?? 0) } : {}),
    ...(state === "working" ? { busyAt: Math.max(at, e.busyAt ?? 0) } : {}),
    ...(state === "waiting-for-permission" ? seeQuestion(e, { source: "title", at: since, detail: undefined }) : {}),
    ...(state === "rate-limited" ? { limit: { source: "title", at } } : {}),
  };
}

interface Meaning {
  readonly state: SessionState | undefined;
  readonly at: number;
}

/** What animates is left out, and what counts up: spinners, seconds and tokens go on also where nothing else does. */
function wordsOf(title: string): string {
  return title.replaceAll(/[^\p{L}]+/gu, " ").trim();
}

export interface ScreenSeen extends Meaning {
  /** When a limit that it shows ends. */
  readonly limitedUntil?: number | undefined;
  /** The line that says so, by which it is known again. */
  readonly limitLine?: string | undefined;
}

/** Its screen was looked at. Pure. */
export function seeScreen(e: Evidence, { state, at, limitedUntil, limitLine }: ScreenSeen): Seen {
  const asks = state === "waiting-for-permission";
  const wasAsking = e.question !== undefined && e.screen?.state === "waiting-for-permission";
  // The line stays on the screen after the limit has ended: it tells of a limit once.
  const isOldLimit = limitLine !== undefined && e.limit?.detail === limitLine;
  const isLimited = state === "rate-limited" && !isOldLimit && (limitedUntil === undefined || limitedUntil > at);
  return {
    screen: {
      state: state === "rate-limited" && !isLimited ? undefined : state,
      at,
      askedAt: asks ? at : e.screen?.askedAt,
    },
    ...(asks && !wasAsking ? seeQuestion(e, { source: "screen", at, detail: undefined }) : {}),
    ...(isLimited ? { limit: { source: "screen", at, until: limitedUntil, detail: limitLine } } : {}),
  };
}

type Question = NonNullable<Evidence["question"]>;

/** Who knows better is kept as the source of a question that others tell of too. */
function seeQuestion({ question }: Evidence, fresh: Question): Pick<Evidence, "question"> {
  const isSame =
    question !== undefined &&
    fresh.at - question.at < SAME_QUESTION_MS &&
    rank(question.source, question.detail) > rank(fresh.source, fresh.detail);
  return { question: isSame ? question : fresh };
}

function rank(source: SignalSource, detail: string | undefined): number {
  return 2 * rankOf(source) + (detail === undefined ? 0 : 1);
}
