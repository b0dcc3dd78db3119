import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import { readPastTime } from "../shared/time-words.ts";

/** A time that is over, in ms since 1970; undefined where none was given. */
export function pastTime(text: string | undefined): Result<number | undefined, Failure<"usage">> {
  if (text === undefined) return ok(undefined);
  const at = readPastTime(text.trim(), Date.now());
  if (at !== undefined) return ok(at);
  return fail("usage", `"${text}" is not a time that is over.`, {
    remedy: "Write 2h ago, 30d, yesterday 14:00 or 2026-12-24.",
  });
}
