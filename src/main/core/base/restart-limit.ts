import type { Clock } from "./clock.ts";

export interface RestartLimitOptions {
  /** That many restarts within so many milliseconds are the most. */
  readonly count: number;
  readonly withinMs: number;
  readonly clock: Clock;
}

/** Stops something that fails at once from being started for ever. */
export interface RestartLimit {
  /** Counts one more restart, unless there were too many lately. */
  allows(): boolean;
}

export function createRestartLimit({ count, withinMs, clock }: RestartLimitOptions): RestartLimit {
  let times: number[] = [];
  return {
    allows() {
      const now = clock.now();
      times = times.filter((time) => now - time < withinMs);
      if (times.length >= count) return false;
      times.push(now);
      return true;
    },
  };
}
