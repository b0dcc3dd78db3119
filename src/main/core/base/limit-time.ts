/** What a program said of its vendor's limit. */
export interface Limit {
  /** The line that says so, trimmed. */
  readonly line: string;
  /** When it ends, in ms since 1970, where that is told. */
  readonly until: number | undefined;
}

const SAYS_LIMIT = /\b(?:limit|quota|overloaded|resets?|try again|retry)\b/i;
const UNIT_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Finds the last line of a text that speaks of a limit, and in it, or in the line below, when it ends. A time of day is the
 * next one after `printedAt`, in the zone that is named behind it, else in the machine's. Pure, but for that zone.
 */
export function findLimit(text: string, printedAt: number): Limit | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const at = lines.findLastIndex((line) => SAYS_LIMIT.test(line));
  const line = lines[at];
  if (line === undefined) return undefined;
  return { line: line.slice(0, 200), until: readLimitEnd(`${line} ${lines[at + 1] ?? ""}`, printedAt) };
}

/** When it ends, of a text that says `resets 3pm`, `try again in 2h 5m`, `retry after 30 s`, or a moment; undefined when it does not. */
export function readLimitEnd(text: string, printedAt: number): number | undefined {
  return readMoment(text) ?? readSpan(text, printedAt) ?? readTimeOfDay(text, printedAt);
}

function readMoment(text: string): number | undefined {
  const iso = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/.exec(text);
  if (iso !== null) return Date.parse(iso[0]);
  // Seconds since 1970, as `usage limit reached|1763740800`.
  const seconds = /\|\s*(\d{10})\b/.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

function readSpan(text: string, printedAt: number): number | undefined {
  const span = /\b(?:in|after|for)\s+(?:about\s+)?((?:\d+(?:\.\d+)?\s*(?:d|h|m|s)[a-z]*[\s,]*(?:and\s+)?)+)/i.exec(
    text,
  )?.[1];
  if (span === undefined) return undefined;
  let ms = 0;
  for (const [, count, unit] of span.matchAll(/(\d+(?:\.\d+)?)\s*([dhms])/gi)) {
    ms += Number(count) * (UNIT_MS[unit?.toLowerCase() ?? ""] ?? 0);
  }
  return ms === 0 ? undefined : printedAt + Math.round(ms);
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function readTimeOfDay(text: string, printedAt: number): number | undefined {
  const found =
    /\b(?:resets?|again|until|available|back)\b(?:\s+(?:at|on|by))?\s*:?\s*(?:(?<month>[a-z]{3})[a-z]*\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s*(?:at\s+)?)?(?:(?<hour>\d{1,2})(?::(?<minute>\d\d))?\s*(?<half>[ap]\.?m\b\.?)?)?(?:\s*\((?<zone>[A-Za-z_]+(?:\/[A-Za-z_]+)*)\))?/i.exec(
      text,
    )?.groups;
  if (found === undefined) return undefined;
  const { month, day, hour, minute, half, zone } = found;
  const isTime = hour !== undefined && (minute !== undefined || half !== undefined || month !== undefined);
  if (!isTime && month === undefined) return undefined;
  const clockHour = isTime ? hourOf(Number(hour), half) : 0;
  if (clockHour === undefined) return undefined;
  const clock = (clockHour * 60 + Number(minute ?? 0)) * MINUTE;
  const offset = offsetOf(zone, printedAt);
  if (offset === undefined) return undefined;
  const local = printedAt + offset;
  if (month === undefined || day === undefined) {
    const today = local - (local % DAY) + clock;
    return (today > local ? today : today + DAY) - offset;
  }
  const index = MONTHS.indexOf(month.toLowerCase());
  if (index < 0) return undefined;
  const year = new Date(local).getUTCFullYear();
  const thisYear = Date.UTC(year, index, Number(day)) + clock;
  // Half a year back is next year's.
  return (thisYear > local - 183 * DAY ? thisYear : Date.UTC(year + 1, index, Number(day)) + clock) - offset;
}

/** Of the day, from 0; undefined for one that there is not. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour > 23 ? undefined : hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase().startsWith("p") ? 12 : 0);
}

/** Milliseconds that clocks of the zone are ahead of UTC then; the machine's without one, undefined for one that there is not. */
function offsetOf(zone: string | undefined, at: number): number | undefined {
  if (zone === undefined) return -new Date(at).getTimezoneOffset() * MINUTE;
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    }).formatToParts(at);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    const there = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
    return there - (at - (at % MINUTE));
  } catch {
    // A zone that there is not.
    return undefined;
  }
}
