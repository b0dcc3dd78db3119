const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/**
 * The time that somebody typed, in milliseconds since 1970; undefined for what is none. Understands `14:05`, `today 9:00`,
 * `yesterday`, `yesterday 14:05`, `2h`, `3 days ago`, `2026-11-21`, `2026-11-21 05:00:30` in the page's time zone, and
 * ISO times with a zone of their own.
 */
export function parseMoment(text: string, now: number): number | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === "now") return now;
  return agoOf(typed, now) ?? dayTimeOf(typed, now) ?? dateOf(text.trim());
}

function agoOf(typed: string, now: number): number | undefined {
  const found = /^-?\s*(\d{1,6})\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)(?:\s+ago)?$/.exec(typed);
  const unit = UNITS[found?.[2]?.charAt(0) ?? ""];
  return found === null || unit === undefined ? undefined : now - Number(found[1]) * unit;
}

function dayTimeOf(typed: string, now: number): number | undefined {
  const found = /^(today|yesterday)?\s*(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(typed);
  if (found === null || typed === "") return undefined;
  const [, day, hours, minutes, seconds = "0"] = found;
  const at = new Date(now);
  if (day === "yesterday") at.setDate(at.getDate() - 1);
  if (hours === undefined || minutes === undefined) at.setHours(0, 0, 0, 0);
  else if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  else at.setHours(Number(hours), Number(minutes), Number(seconds), 0);
  // A time of day alone is the last time it was that late.
  if (day === undefined && at.getTime() > now) at.setDate(at.getDate() - 1);
  return at.getTime();
}

function dateOf(typed: string): number | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[ tT](\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?))?(z|Z|[+-]\d{2}:\d{2})?$/.exec(
    typed,
  );
  if (found === null) return undefined;
  const [, date, time = "00:00", zone = ""] = found;
  const at = Date.parse(`${date}T${time.replace(/^(?=\d:)/, "0")}${zone.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : at;
}
