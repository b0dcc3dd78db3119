import type { OutputOf } from "../../../shared/contract/contract.ts";

type Moments = OutputOf<"ledger.moments">;

export interface MomentsQuery {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly buckets: number;
  readonly now: number;
}

/** Counts changes by equal parts of a stretch of time. */
export function countMoments(
  times: readonly Float64Array[],
  { since, until, buckets, now }: MomentsQuery,
): Omit<Moments, "unreadable"> {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const some of times) {
    for (const at of some) {
      if (at < first) first = at;
      if (at > last) last = at;
    }
  }
  const to = until ?? Math.max(now, last);
  const from = Math.min(since ?? (Number.isFinite(first) ? first : to), to);
  // The last millisecond belongs to the last part.
  const length = (to - from + 1) / buckets;
  const counts = Array.from({ length: buckets }, () => 0);
  let changes = 0;
  for (const some of times) {
    for (const at of some) {
      if (at < from || at > to) continue;
      const bucket = Math.min(buckets - 1, Math.floor((at - from) / length));
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      changes += 1;
    }
  }
  return {
    ...(Number.isFinite(first) ? { first } : {}),
    since: from,
    until: to,
    changes,
    buckets: counts.map((count, n) => ({ at: Math.ceil(from + n * length), changes: count })),
  };
}
