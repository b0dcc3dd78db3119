import { describe, expect, test } from "vitest";
import { readPastTime, readTime } from "./time-words.ts";

/** A Saturday, by the clock on the wall. */
const NOW = new Date(2026, 10, 21, 15, 30, 12).getTime();
const local = (...parts: [number, number, number, number?, number?, number?]) => new Date(...parts).getTime();

describe("what was", () => {
  test.each([
    ["now", NOW],
    ["2h", NOW - 7_200_000],
    ["90 s ago", NOW - 90_000],
    ["1m ago", NOW - 60_000],
    ["90 min ago", NOW - 5_400_000],
    ["-3d", NOW - 3 * 86_400_000],
    ["2 weeks ago", NOW - 14 * 86_400_000],
    ["1mo", local(2026, 9, 21, 15, 30, 12)],
    ["9 months ago", local(2026, 1, 21, 15, 30, 12)],
    ["99999w ago", 0],
    ["9:05", local(2026, 10, 21, 9, 5)],
    ["18:00", local(2026, 10, 20, 18, 0)],
    ["today", local(2026, 10, 21)],
    ["yesterday", local(2026, 10, 20)],
    ["Yesterday 14:05:30", local(2026, 10, 20, 14, 5, 30)],
    ["2026-10-01", local(2026, 9, 1)],
    ["2026-10-01 7:30", local(2026, 9, 1, 7, 30)],
    ["2026-10-01T07:30", local(2026, 9, 1, 7, 30)],
    ["2026-10-01T07:30:00Z", Date.UTC(2026, 9, 1, 7, 30)],
    ["2026-10-01 07:30:00.250+02:00", Date.UTC(2026, 9, 1, 5, 30, 0, 250)],
  ])("understands %s", (text, expected) => {
    expect(readPastTime(text, NOW)).toBe(expected);
  });

  test.each([
    "",
    "ago",
    "soon",
    "24:00",
    "12:75",
    "today9:00",
    "yesterday at noon",
    "2026-13-01",
    "2026-02-31",
    "2026-02-31 10:00",
    "2026-10-01 7",
    "3 fortnights",
    "412",
    "0000-00-00",
  ])("does not make a time of %j", (text) => {
    expect(readPastTime(text, NOW)).toBeUndefined();
  });
});

describe("what is to come", () => {
  test.each([
    ["1m", NOW + 60_000],
    ["3 days", NOW + 3 * 86_400_000],
    ["1mo", local(2026, 11, 21, 15, 30, 12)],
  ])("understands %s", (text, expected) => {
    expect(readTime(text, NOW)).toBe(expected);
  });

  test("a month after the last day of January is the last of February", () => {
    expect(readTime("1mo", local(2026, 0, 31, 8))).toBe(local(2026, 1, 28, 8));
  });
});
