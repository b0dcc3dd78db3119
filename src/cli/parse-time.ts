import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";

const UNITS: Readonly<Record<string, number>> = { min: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** A time from now (`30min`, `4h`, `2d`, `1w`), a date, or null for `never`; in milliseconds since 1970. */
export function parseTime(text: string, now: number): Result<number | null, Failure<"usage">> {
  if (text === "never") return ok(null);
  const span = /^(\d+)\s*(min|h|d|w)$/.exec(text);
  const unit = UNITS[span?.[2] ?? ""];
  if (unit !== undefined) return ok(now + Number(span?.[1]) * unit);
  // A bare date would be read as midnight in Greenwich; people mean their own.
  const date = /^\d{4}-\d{2}-\d{2}(?:[T ].*)?$/.test(text)
    ? Date.parse(text.length === 10 ? `${text}T00:00` : text)
    : NaN;
  if (!Number.isNaN(date)) return ok(date);
  return fail("usage", `"${text}" is not a time.`, { remedy: "Write 30min, 4h, 2d, 1w, 2026-12-24 or never." });
}
