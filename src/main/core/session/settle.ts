import type { SessionState, SignalSource } from "../../../shared/model/session-signal.ts";
import { DOUBT_MS, type Evidence, RACE_MS, SETTLE_MS, WORKING_MS, TOLD_SOURCES, rankOf } from "./evidence.ts";
import type { Verdict } from "./judgement.ts";

/** What one source says outright now. */
interface Voice {
  readonly source: SignalSource;
  readonly state: SessionState;
  /** When it was said, or began to be shown. */
  readonly since: number;
  /** When it was seen last. */
  readonly at: number;
  readonly evidence: string;
  /** Whether it would show at once if it were otherwise: a title stands there all the time. */
  readonly stands: boolean;
}

/**
 * What those sources say that say it outright; undefined where none does. The newest of the most reliable wins. Where a
 * less reliable one came to differ later, its screen decides; while that was not looked at they contradict one another, and
 * in the end nobody is believed.
 */
export function settle(e: Evidence, now: number): Verdict | undefined {
  const voices = voicesOf(e, now).toSorted((a, b) => rankOf(b.source) - rankOf(a.source) || b.since - a.since);
  const [first, ...others] = voices;
  if (first === undefined) return undefined;
  const verdict = verdictOf(first);
  const other = others.find((one) => one.state !== first.state && differs(one, first));
  if (other === undefined) return verdict;

  const since = Math.max(first.since, other.since);
  const isWitness = (e.screen?.at ?? 0) >= since && (other.source !== "screen" || standsStill(other, e));
  const screen = isWitness ? e.screen?.state : undefined;
  if (screen === other.state) {
    const how = other.source === "screen" ? "which stands still" : "borne out by its screen";
    return { ...verdictOf(other), evidence: `${other.evidence}, ${how}` };
  }
  if (screen === first.state) return verdict;
  if (now < since + SETTLE_MS) return { ...verdict, until: since + SETTLE_MS };
  const contradiction = `${first.evidence} says ${first.state}, ${other.evidence} says ${other.state}`;
  if (now < since + DOUBT_MS) return { ...verdict, contradiction, until: since + DOUBT_MS };
  return { ...verdict, state: "unknown", evidence: `${contradiction}, and its screen does not tell` };
}

/**
 * A screen may show words that mean nothing: it bears others out, and is no second witness for itself, but that nothing moves
 * under a prompt is one: who works redraws a spinner.
 */
function standsStill({ state, since }: Voice, { outputAt = 0 }: Evidence): boolean {
  return state === "waiting-for-input" && since - outputAt >= SETTLE_MS;
}

/** Whether it came later than the more reliable one, by more than the time that signals take, or should have followed it. */
function differs(one: Voice, first: Voice): boolean {
  return one.stands || one.since > first.since + RACE_MS;
}

function verdictOf({ state, source, evidence, at }: Voice): Verdict {
  return { state, source, evidence, at };
}

/** What has been answered or has passed is no voice any more: see question.ts and `byLimit` of status.ts. */
function isSettledElsewhere(state: SessionState): boolean {
  return state === "waiting-for-permission" || state === "rate-limited";
}

function voicesOf(e: Evidence, now: number): Voice[] {
  const voices: Voice[] = [];
  for (const source of TOLD_SOURCES) {
    const claim = e.told?.[source];
    if (claim === undefined || isSettledElsewhere(claim.state)) continue;
    const { state, at, detail = `its ${source}` } = claim;
    voices.push({ source, state, since: at, at, evidence: detail, stands: false });
  }
  const { title, screen } = e;
  if (title?.state !== undefined && !isSettledElsewhere(title.state)) {
    const { state, at, since = at } = title;
    voices.push({ source: "title", state, since, at, evidence: "title of its terminal", stands: true });
  }
  if (screen?.state !== undefined && !isSettledElsewhere(screen.state) && isCurrent(screen.at, e, now)) {
    const { state, at } = screen;
    voices.push({ source: "screen", state, since: at, at, evidence: "its screen", stands: false });
  }
  return voices;
}

/** A screen stays as it is while nothing is printed. */
function isCurrent(lookedAt: number, { outputAt = 0 }: Evidence, now: number): boolean {
  return outputAt <= lookedAt + RACE_MS || now - lookedAt < WORKING_MS;
}
