import type { OutputOf } from "../../../shared/contract/contract.ts";

export type Moments = OutputOf<"ledger.moments">;

/** How much of the past the bar spans. */
export const RANGES = [
  { value: "all", label: "All", ms: undefined },
  { value: "month", label: "Month", ms: 30 * 86_400_000 },
  { value: "week", label: "Week", ms: 7 * 86_400_000 },
  { value: "day", label: "Day", ms: 86_400_000 },
  { value: "hour", label: "Hour", ms: 3_600_000 },
] as const;
export type Range = (typeof RANGES)[number]["value"];

/** Where to stop on the way: just before each bucket in which something changed, oldest first. */
export function stopsOf({ buckets }: Pick<Moments, "buckets">): readonly number[] {
  return buckets.filter(({ changes }) => changes > 0).map(({ at }) => at - 1);
}

/** The stop so many steps away; undefined for now. `at` is undefined for now, too. */
export function stepFrom(at: number | undefined, steps: number, stops: readonly number[]): number | undefined {
  const from = at ?? Number.POSITIVE_INFINITY;
  if (steps < 0) {
    const before = stops.filter((stop) => stop < from);
    return before.at(Math.max(steps, -before.length)) ?? at;
  }
  return stops.filter((stop) => stop > from)[steps - 1];
}

/** Share of the bar, 0 to 1, at which a time stands. */
export function shareOf(at: number, { since, until }: Pick<Moments, "since" | "until">): number {
  if (until <= since) return 1;
  return Math.min(1, Math.max(0, (at - since) / (until - since)));
}

/** The time at a share of the bar; undefined, now, at its very end. */
export function timeAt(share: number, { since, until }: Pick<Moments, "since" | "until">): number | undefined {
  return share >= 1 ? undefined : Math.round(since + Math.max(0, share) * (until - since));
}

/** Heights of the bars, 0 to 1. By the root, so that a busy hour does not make quiet days vanish. */
export function heightsOf({ buckets }: Pick<Moments, "buckets">): readonly number[] {
  const most = Math.max(1, ...buckets.map(({ changes }) => changes));
  return buckets.map(({ changes }) => Math.sqrt(changes / most));
}
