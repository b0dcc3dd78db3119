const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const UNITS: Readonly<Record<string, number>> = {
  min: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
/** What a `d` of an estimate is: work, not daylight. */
const WORKING_HOURS = 8;
/** 8.64e15 is as far as a Date goes. */
const LAST_TIME = 8_640_000_000_000_000;

/**
 * The time that words mean, in milliseconds since 1970: a span from `now` (`30min`, `4h`, `2d`, `1w`), `today`, `tomorrow`, a
 * weekday (`fri`, the next one; never today), a date, or a date with a time. Undefined when they mean none. Days are those of the clock on the
 * wall; one without a time begins at midnight, or ends a minute before the next where `endOfDay` is set, as for what is due.
 */
export function readTime(words: string, now: number, { endOfDay = false } = {}): number | undefined {
  const text = words.trim().toLowerCase();
  const span = /^(\d{1,9})\s*(min|h|d|w)$/.exec(text);
  const unit = UNITS[span?.[2] ?? ""];
  if (unit !== undefined) return valid(now + Number(span?.[1]) * unit);
  const day = dayOf(text, new Date(now));
  if (day !== undefined) {
    if (endOfDay) day.setHours(23, 59, 0, 0);
    return valid(day.getTime());
  }
  return /^\d{4}-\d{2}-\d{2}[t ]\d/.test(text) ? valid(Date.parse(text.toUpperCase())) : undefined;
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

function valid(time: number): number | undefined {
  return Number.isNaN(time) || time < 0 || time > LAST_TIME ? undefined : time;
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
