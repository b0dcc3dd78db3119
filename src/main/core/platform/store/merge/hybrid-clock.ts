import { type Moment, type Stamp, makeStamp, momentAfter } from "./stamp.ts";

/**
 * A hybrid logical clock: never below the wall clock, never at or below anything it gave out or was shown, so that whoever
 * changes what he has seen has the later clock, however wrong his wall clock is.
 */
export interface HybridClock {
  /** The next moment, for a change made at `at` (milliseconds since 1970). */
  next(at: number): Moment;
  /** What comes next is behind this. */
  observe(stamp: Stamp): void;
}

export function createHybridClock(): HybridClock {
  let last: Stamp | undefined;
  return {
    next(at) {
      const moment = momentAfter(last, at);
      last = makeStamp(moment, "");
      return moment;
    },
    observe(stamp) {
      if (last === undefined || stamp > last) last = stamp;
    },
  };
}
