import { expect, test } from "vitest";
import { parseMoment } from "./parse-moment.ts";

const NOW = new Date(2026, 10, 21, 15, 30, 12).getTime();
const local = (...parts: [number, number, number, number?, number?, number?]) => new Date(...parts).getTime();

test.each([
  ["now", NOW],
  ["2h", NOW - 7_200_000],
  ["90 min ago", NOW - 5_400_000],
  ["-3d", NOW - 3 * 86_400_000],
  ["2 weeks ago", NOW - 14 * 86_400_000],
  ["9:05", local(2026, 10, 21, 9, 5)],
  ["18:00", local(2026, 10, 20, 18, 0)],
  ["today", local(2026, 10, 21)],
  ["yesterday", local(2026, 10, 20)],
  ["Yesterday 14:05:30", local(2026, 10, 20, 14, 5, 30)],
  ["2026-10-01", local(2026, 9, 1)],
  ["2026-10-01 7:30", local(2026, 9, 1, 7, 30)],
  ["2026-10-01T07:30:00Z", Date.UTC(2026, 9, 1, 7, 30)],
])("understands %s", (text, expected) => {
  expect(parseMoment(text, NOW)).toBe(expected);
});

test.each(["", "soon", "25:00", "12:75", "2026-13-01", "3 fortnights"])("does not make a time of %j", (text) => {
  expect(parseMoment(text, NOW)).toBeUndefined();
});
