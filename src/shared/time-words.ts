/** By the first letter of the unit, in milliseconds; months are counted in the calendar. */
const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};
const SPAN = /^(\d{1,9})\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|mo|months?)$/;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
/** What a `d` of an estimate is: work, not daylight. */
const WORKING_HOURS = 8;
/** 8.64e15 is as far as a Date goes. */
const LAST_TIME = 8_640_000_000_000_000;

/**
 * The time that words mean, in milliseconds since 1970: a span from `now` (`30min`, `4h`, `2 days`, `1w`, `3mo`), `today`, `tomorrow`, a
 * weekday (`fri`, the next one; never today), a date, or a date with a time. Undefined when they mean none. Days are those of the clock on the
 * wall; one without a time begins at midnight, or ends a minute before the next where `endOfDay` is set, as for what is due.
 */
export function readTime(words: string, now: number, { endOfDay = false } = {}): number | undefined {
  const text = words.trim().toLowerCase();
  const span = SPAN.exec(text);
  if (span !== null) return valid(shift(now, span, 1));
  const day = dayOf(text, new Date(now));
  if (day !== undefined) {
    if (endOfDay) day.setHours(23, 59, 0, 0);
    return valid(day.getTime());
  }
  return /^\d{4}-\d{2}-\d{2}[t ]\d/.test(text) ? valid(Date.parse(text.toUpperCase())) : undefined;
}

/**
 * The past moment that words mean, in milliseconds since 1970: `now`, a span before `now` (`2h`, `3 days ago`, `1m ago`, `2mo`), `14:05` (the last
 * time it was that late), `yesterday`, `today 9:00`, a date with or without a time in the reader's zone, an ISO time with a zone of its own.
 * A day alone is its beginning. Undefined when they mean none; what has not come yet is told as it is written.
 */
export function readPastTime(words: string, now: number): number | undefined {
  const text = words.trim().toLowerCase();
  if (text === "now") return now;
  const span = SPAN.exec(text.replace(/^-\s*|\s+ago$/g, ""));
  if (span !== null) return valid(Math.max(0, shift(now, span, -1)));
  return timeOfDay(text, now) ?? dateWithTime(text, now);
}

function shift(now: number, [, count, unit = ""]: readonly string[], direction: 1 | -1): number {
  const by = Number(count) * direction;
  if (!unit.startsWith("mo")) return now + by * (UNITS[unit.charAt(0)] ?? Number.NaN);
  const then = new Date(now);
  const dayOfMonth = then.getDate();
  then.setMonth(then.getMonth() + by);
  // A month after the 31st of January is the last day of February.
  if (then.getDate() !== dayOfMonth) then.setDate(0);
  return then.getTime();
}

function timeOfDay(text: string, now: number): number | undefined {
  const found = /^(today|yesterday)?(?:\s*\b(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (found === null || text === "") return undefined;
  const [, day, hours = "0", minutes = "0", seconds = "0"] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), Number(seconds), 0);
  if (day === "yesterday" || (day === undefined && at.getTime() > now)) at.setDate(at.getDate() - 1);
  return at.getTime();
}

function dateWithTime(text: string, now: number): number | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[ t](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\s*(z|[+-]\d{2}:\d{2})?)?$/.exec(
    text,
  );
  const day = dayOf(found?.[1] ?? "", new Date(now));
  if (day === undefined || found?.[2] === undefined) return valid(day?.getTime());
  return valid(Date.parse(`${found[1]}T${found[2].replace(/^(?=\d:)/, "0")}${(found[3] ?? "").toUpperCase()}`));
}

/** Midnight at which the day begins. */
function dayOf(text: string, today: Date): Date | undefined {
  const day = (offset: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset);
  if (text === "today") return day(0);
  if (text === "tomorrow") return day(1);
  const weekday = WEEKDAYS.findIndex((name) => text === name.slice(0, 3) || text === name);
  if (weekday >= 0) return day(((weekday - today.getDay() + 6) % 7) + 1);
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (date === null) return undefined;
  const [year, month, dayOfMonth] = date.slice(1).map(Number);
  const found = new Date(year ?? 0, (month ?? 0) - 1, dayOfMonth);
  // The 31st of February is no day, though Date takes it for the third of March.
  return found.getMonth() === (month ?? 0) - 1 && found.getDate() === dayOfMonth ? found : undefined;
}

function valid(time: number | undefined): number | undefined {
  return time === undefined || Number.isNaN(time) || time < 0 || time > LAST_TIME ? undefined : time;
}

/** Minutes of work that `90min`, `2h`, `1h30min`, `1.5h` or `2d` (of eight hours) mean; undefined when they mean none. */
export function readEstimate(words: string): number | undefined {
  const found = /^(?:(\d{1,6}(?:\.\d{1,2})?)d)?(?:(\d{1,6}(?:\.\d{1,2})?)h)?(?:(\d{1,7})m(?:in)?)?$/.exec(
    words.trim().toLowerCase(),
  );
  if (found === null || found[0] === "") return undefined;
  const [days, hours, minutes] = found.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const sum = Math.round((days ?? 0) * WORKING_HOURS * 60 + (hours ?? 0) * 60 + (minutes ?? 0));
  return sum <= 1_000_000 ? sum : undefined;
}
