import type { InputOf } from "../shared/contract/contract.ts";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import { readPastTime } from "../shared/time-words.ts";

/** What `--at` and the like hand to the core. */
export type Moment = NonNullable<InputOf<"item.list">["at"]>;

export const MOMENT_FORMS = "2h ago, 3d, yesterday 14:00, 2026-12-24 09:30, or an event's number: #412";

/** A moment that is over, in the user's own time; an event's number stays as it is. */
export function parseMoment(text: string, now: number): Result<Moment, Failure<"usage">> {
  const written = text.trim();
  if (/^#\d{1,15}$/.test(written)) return ok(written);
  const at = readPastTime(written, now);
  if (at !== undefined) return ok(at);
  return fail("usage", `"${text}" is not a moment.`, { remedy: `Write ${MOMENT_FORMS}.` });
}
