import type { InputOf } from "../shared/contract/contract.ts";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";

/** What `--at` and the like hand to the core. */
export type Moment = NonNullable<InputOf<"item.list">["at"]>;

export const MOMENT_FORMS = "2h ago, yesterday 14:00, 2026-12-24 09:30, or an event's number: #412";

const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** A moment that is over, in the user's own time; an event's number stays as it is. */
export function parseMoment(text: string, now: number): Result<Moment, Failure<"usage">> {
  const written = text.trim();
  if (/^#\d+$/.test(written)) return ok(written);
  if (written === "now") return ok(now);
  const span = /^(\d+)\s*(s|min|h|d|w)(?:\s+ago)?$/.exec(written);
  const unit = UNITS[span?.[2] ?? ""];
  const at = unit === undefined ? dayAndTime(written, now) : Math.max(0, now - Number(span?.[1]) * unit);
  if (at !== undefined && !Number.isNaN(at)) return ok(at);
  return fail("usage", `"${text}" is not a moment.`, { remedy: `Write ${MOMENT_FORMS}.` });
}

/** `14:00`, `today`, `yesterday 14:00`, a date with or without a time. A day alone is its beginning. */
function dayAndTime(written: string, now: number): number | undefined {
  const named = /^(?:(today|yesterday)\s*)?(\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(written);
  if (named !== null && written !== "") {
    const [, day, time = "0:00"] = named;
    const date = new Date(now);
    const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
    if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
    return new Date(
      date.getFullYear(),
      date.getMonth(),
      date.getDate() - Number(day === "yesterday"),
      hours,
      minutes,
      seconds,
    ).getTime();
  }
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ].*)?$/.test(written)) return undefined;
  // A bare date would be read as midnight in Greenwich; people mean their own.
  const at = Date.parse(written.length === 10 ? `${written}T00:00` : written);
  return at < 0 ? undefined : at;
}
