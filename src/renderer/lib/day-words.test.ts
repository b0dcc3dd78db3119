import { expect, test } from "vitest";
import { dayChoices, readDay } from "./day-words.ts";

/** A Saturday, by the clock on the wall. */
const NOW = new Date(2026, 10, 21, 14, 30).getTime();
const DAY = 86_400_000;

test.each([
  ["in 3 days", NOW + 3 * DAY],
  ["In a week", NOW + 7 * DAY],
  ["2 weeks", NOW + 14 * DAY],
  ["next friday", new Date(2026, 10, 27).getTime()],
  ["until 2026-12-24", new Date(2026, 11, 24).getTime()],
  ["someday", undefined],
  ["", undefined],
])("reads %s", (words, at) => {
  expect(readDay(words, NOW, { endOfDay: false })).toBe(at);
});

test("offers the usual days, and first what was typed", () => {
  expect(dayChoices("", NOW, { endOfDay: true }).map(({ label }) => label)).toContain("Next Monday");
  expect(dayChoices("tom", NOW, { endOfDay: true }).map(({ label }) => label)).toEqual(["Tomorrow"]);
  const [first] = dayChoices("wed", NOW, { endOfDay: true });
  expect(first).toEqual({ words: "wed", label: "wed", at: new Date(2026, 10, 25, 23, 59).getTime() });
  // The same day is not offered twice.
  expect(dayChoices("tomorrow", NOW, { endOfDay: true })).toHaveLength(1);
});
