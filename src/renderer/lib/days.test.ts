import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readEstimate } from "../../shared/time-words.ts";
import { estimateText, shortDay } from "./days.ts";

/** A Saturday, by the clock on the wall. */
const NOW = new Date(2026, 10, 21, 14, 30).getTime();
const on = (day: number, month = 10, year = 2026) => new Date(year, month, day, 23, 59).getTime();

test.each([
  [on(21), "Today"],
  [on(22), "Tomorrow"],
  [on(20), "Yesterday"],
  [on(27), "Fri"],
  [on(28), "Nov 28"],
  [on(19), "Nov 19"],
  [on(2, 0, 2027), "Jan 2, 2027"],
])("says %i as %s", (at, said) => {
  expect(shortDay(at, NOW)).toBe(said);
});

test("writes estimates as they are read", () => {
  expect([45, 90, 480, 1_000].map(estimateText)).toEqual(["45min", "1h30min", "1d", "2d40min"]);
  fc.assert(
    fc.property(fc.nat(1_000_000), (minutes) => {
      expect(readEstimate(estimateText(minutes))).toBe(minutes);
    }),
    { seed: 3 },
  );
});
