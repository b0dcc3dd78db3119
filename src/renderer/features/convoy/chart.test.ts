import { expect, test } from "vitest";
import { chartOf } from "./chart.ts";

const box = { width: 100, height: 100, now: 50 };
const points = [
  { at: 0, total: 2, closed: 0 },
  { at: 25, total: 2, closed: 1 },
  { at: 50, total: 2, closed: 1 },
];

test("draws counts in steps and what is foretold from now on", () => {
  const basis: string[] = [];
  const known = chartOf(points, { state: "known", earliest: 75, likely: 80, latest: 100, basis }, box);
  expect(known?.closed).toBe("M0,100 L25,100 L25,55 L50,55 L50,55");
  expect(known?.ahead?.line).toBe("M50,55 L80,10");
  expect(known?.ahead?.area).toBe("M50,55 L75,10 L100,10 Z");
  expect(known?.nowAt).toBe(50);
});

test("fills its box with what there is where nothing is foretold, and needs a point", () => {
  const unknown = chartOf(points, { state: "unknown", basis: [] }, box);
  expect(unknown?.ahead).toBeUndefined();
  expect(unknown?.closed).toBe("M0,100 L50,100 L50,55 L100,55 L100,55");
  expect(chartOf([], { state: "unknown", basis: [] }, box)).toBeUndefined();
});
