import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import { readPastTime, readTime } from "../shared/time-words.ts";

/** A time from now (`30min`, `4h`, `2d`, `1w`), a day (`fri`, `tomorrow`), a date, or null for `never`; in milliseconds since 1970. */
export function parseTime(
  text: string,
  now: number,
  how: { readonly endOfDay?: boolean } = {},
): Result<number | null, Failure<"usage">> {
  if (text === "never") return ok(null);
  const time = readTime(text, now, how);
  if (time !== undefined) return ok(time);
  return fail("usage", `"${text}" is not a time.`, {
    remedy: "Write 30min, 4h, 2d, 1w, tomorrow, fri, 2026-12-24, 2026-12-24T18:00 or never.",
  });
}

export const PAST_FORMS = "2h, 30min ago, yesterday 14:00, 2026-12-24 09:30";

/** A time that is over, in milliseconds since 1970. */
export function parsePastTime(text: string, now: number): Result<number, Failure<"usage">> {
  const at = readPastTime(text, now);
  return at === undefined ? fail("usage", `"${text}" is not a time.`, { remedy: `Write ${PAST_FORMS}.` }) : ok(at);
}
