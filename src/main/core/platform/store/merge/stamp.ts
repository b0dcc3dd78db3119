/**
 * One moment of the hybrid logical clock, as text that sorts like time: 13 digits of milliseconds since 1970, a dot, 5 digits
 * of a counter, a space, who acted. `"1767225600000.00003 demo/ada"`. Two changes of one workspace never have the same.
 */
export type Stamp = string;

const STAMP = /^\d{13}\.\d{5} [^\n]+$/;
const MAX_MS = 9_999_999_999_999;
/** Changes within one millisecond, also while our clock lags behind one we have heard of. */
export const MAX_COUNTER = 99_999;

export interface Moment {
  readonly ms: number;
  readonly counter: number;
}

export function makeStamp({ ms, counter }: Moment, actor: string): Stamp {
  const whole = Math.min(Math.max(0, Math.floor(ms)), MAX_MS);
  return `${String(whole).padStart(13, "0")}.${String(counter).padStart(5, "0")} ${actor}`;
}

export function isStamp(value: unknown): value is Stamp {
  return typeof value === "string" && STAMP.test(value);
}

export function momentOf(stamp: Stamp): Moment {
  return { ms: Number(stamp.slice(0, 13)), counter: Number(stamp.slice(14, 19)) };
}

export function actorOf(stamp: Stamp): string {
  return stamp.slice(20);
}

/** The next moment behind `stamp`, not before `ms`. */
export function momentAfter(stamp: Stamp | undefined, ms: number): Moment {
  const last = stamp === undefined ? undefined : momentOf(stamp);
  if (last === undefined || ms > last.ms) return { ms, counter: 0 };
  return last.counter < MAX_COUNTER ? { ms: last.ms, counter: last.counter + 1 } : { ms: last.ms + 1, counter: 0 };
}
