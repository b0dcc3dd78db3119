import type { SessionSignal, SignalSource } from "../../../shared/model/session-signal.ts";
import {
  type Evidence,
  LIFE_MS,
  LIMIT_MS,
  TYPING_MS,
  WORKING_MS,
  TOLD_SOURCES,
  rankOf,
  reliabilityOf,
} from "./evidence.ts";
import type { Judgement } from "./judgement.ts";

type Said = Omit<SessionSignal, "reliability" | "source">;

/** What each source said last, the most reliable first, and whether that counts still: for people who ask why. */
export function signalsOf(e: Evidence, judgement: Judgement, now: number): SessionSignal[] {
  const signals: SessionSignal[] = [];
  const add = (source: SignalSource, said: Said) => {
    signals.push({ source, reliability: reliabilityOf(source), ...said });
  };
  const { ended, question, limit, title, screen } = e;
  if (ended === undefined) add("process", { at: e.startedAt, detail: "it was started", holds: true });
  else add(ended.lost ? "host" : "process", { at: ended.at, state: judgement.state, holds: true });
  if (e.pausedAt !== undefined) add("user", { at: e.pausedAt, state: "paused", holds: true });
  else if (e.typedAt !== undefined) {
    add("user", { at: e.typedAt, state: "user-typing", holds: now - e.typedAt < TYPING_MS });
  }
  for (const source of TOLD_SOURCES) {
    const claim = e.told?.[source];
    if (claim === undefined) continue;
    const holds = holdsYet(claim.state, judgement, e, now);
    add(source, { at: claim.at, state: claim.state, ...words(claim.detail), holds });
  }
  if (question?.source === "screen" || screen !== undefined) {
    const at = screen?.at ?? question?.at ?? 0;
    add("screen", { at, ...stateOf(screen?.state), holds: screen?.state !== undefined && (e.outputAt ?? 0) <= at });
  }
  if (title !== undefined) {
    const holds = title.state !== undefined && holdsYet(title.state, judgement, e, now);
    add("title", { at: title.at, ...stateOf(title.state), ...words(title.text), holds });
  }
  if (limit !== undefined) {
    const until = limit.until === undefined ? {} : { until: limit.until };
    const holds = now < (limit.until ?? limit.at + LIMIT_MS) && judgement.state === "rate-limited";
    const known = signals.find(({ source }) => source === limit.source);
    if (known === undefined || known.state !== "rate-limited") {
      add(limit.source, { at: limit.at, state: "rate-limited", ...until, ...words(limit.detail), holds });
    } else Object.assign(known, until);
  }
  if (e.finishedAt !== undefined) add("core", { at: e.finishedAt, detail: "its work is done", holds: true });
  if (e.stalledAt !== undefined) {
    add("core", { at: e.stalledAt, state: "stalled", holds: judgement.state === "stalled" });
  }
  if (e.contactAt !== undefined) add("call", { at: e.contactAt, holds: now - e.contactAt < WORKING_MS });
  if (e.outputAt !== undefined) add("output", { at: e.outputAt, holds: now - e.outputAt < WORKING_MS });
  return signals.toSorted((a, b) => rankOf(b.source) - rankOf(a.source));
}

/** One that works is not believed without a sign of life; what else was said holds until something newer differs. */
function holdsYet(state: SessionSignal["state"], judgement: Judgement, e: Evidence, now: number): boolean {
  if (e.ended !== undefined) return false;
  if (state === "working") return judgement.state === "working" && now - judgement.seenAt < LIFE_MS;
  return state === judgement.state || judgement.state === "context-nearly-full";
}

function words(text: string | undefined): { readonly detail?: string } {
  return text === undefined || text === "" ? {} : { detail: text };
}

function stateOf(state: SessionSignal["state"]): Pick<SessionSignal, "state"> {
  return state === undefined ? {} : { state };
}
