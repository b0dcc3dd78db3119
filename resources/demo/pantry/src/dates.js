import { UserError } from "./errors.js";

const DAY = 24 * 60 * 60 * 1000;

/** The day of a date as 2026-01-31. */
export function isoDay(date) {
  return date.toISOString().slice(0, 10);
}

/** Checks a day and gives it back as it was. */
export function parseDay(text) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new UserError(`"${text}" is not a day like 2026-01-31.`);
}

export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}
