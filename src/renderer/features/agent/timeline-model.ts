import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { SessionState } from "../../../shared/model/session-signal.ts";

export type TimelineAnswer = OutputOf<"session.timeline">;

/** A stretch of time in one state. Times in milliseconds since 1970; the last one of a live session has no end. */
export interface Stretch {
  readonly state: SessionState;
  readonly from: number;
  readonly to: number | undefined;
  readonly evidence: string;
}

/** The stretches of one session, oldest first: each lasts until the next one of it begins, the last until the session ended. */
export function stretchesOf(answer: Pick<TimelineAnswer, "entries" | "sessions">, session: string): readonly Stretch[] {
  const entries = answer.entries.filter((entry) => entry.session === session);
  const ended = answer.sessions.find((one) => one.session === session)?.endedAt;
  return entries.map((entry, index) => ({
    state: entry.state,
    from: entry.at,
    to: entries[index + 1]?.at ?? (ended === undefined ? undefined : Math.max(ended, entry.at)),
    evidence: entry.evidence,
  }));
}

/** How long a stretch lasted, or lasts until `now`, which may be a little behind the core's time. In milliseconds. */
export function lengthOf({ from, to }: Pick<Stretch, "from" | "to">, now: number): number {
  return Math.max(0, (to ?? now) - from);
}

/** Time spent in each state, the longest first, in milliseconds. */
export function timeByState(
  stretches: readonly Stretch[],
  now: number,
): readonly { readonly state: SessionState; readonly ms: number }[] {
  const sums = new Map<SessionState, number>();
  for (const { state, from, to } of stretches) {
    if (state === "exited" || state === "lost") continue;
    sums.set(state, (sums.get(state) ?? 0) + lengthOf({ from, to }, now));
  }
  return [...sums].map(([state, ms]) => ({ state, ms })).toSorted((a, b) => b.ms - a.ms);
}

/** Where a stretch stands in a band from `from` to `to`, in shares of its width; never too thin to be seen. */
export function placeOf(
  stretch: Stretch,
  band: { readonly from: number; readonly to: number },
): { readonly left: number; readonly width: number } {
  const span = Math.max(1, band.to - band.from);
  const left = Math.min(1, Math.max(0, (stretch.from - band.from) / span));
  const right = Math.min(1, Math.max(left, ((stretch.to ?? band.to) - band.from) / span));
  return { left, width: Math.min(1 - left, Math.max(THINNEST, right - left)) };
}

/** Share of the band: about two pixels of five hundred. */
const THINNEST = 0.004;
