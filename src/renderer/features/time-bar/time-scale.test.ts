import { expect, test } from "vitest";
import { heightsOf, shareOf, stepFrom, stopsOf, timeAt } from "./time-scale.ts";

const scale = {
  since: 1_000,
  until: 2_000,
  buckets: [
    { at: 1_000, changes: 4 },
    { at: 1_250, changes: 0 },
    { at: 1_500, changes: 1 },
    { at: 1_750, changes: 1 },
  ],
};

test("steps over quiet times to just before the next change, and ends at now", () => {
  const stops = stopsOf(scale);
  expect(stops).toEqual([999, 1_499, 1_749]);
  expect(stepFrom(undefined, -1, stops)).toBe(1_749);
  expect(stepFrom(1_749, -1, stops)).toBe(1_499);
  expect(stepFrom(1_600, -10, stops)).toBe(999);
  expect(stepFrom(999, -1, stops)).toBe(999);
  expect(stepFrom(999, 1, stops)).toBe(1_499);
  expect(stepFrom(1_749, 1, stops)).toBeUndefined();
  expect(stepFrom(999, 10, stops)).toBeUndefined();
  expect(stepFrom(undefined, -1, [])).toBeUndefined();
});

test("times and places on the bar are of one another, and its end is now", () => {
  expect(shareOf(1_250, scale)).toBe(0.25);
  expect(timeAt(0.25, scale)).toBe(1_250);
  expect(timeAt(1, scale)).toBeUndefined();
  expect(timeAt(-3, scale)).toBe(1_000);
  expect(shareOf(5, { since: 7, until: 7 })).toBe(1);
});

test("draws few changes so that they can be seen beside many", () => {
  expect(heightsOf(scale)).toEqual([1, 0, 0.5, 0.5]);
});
