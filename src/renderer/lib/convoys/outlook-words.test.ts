import { expect, test } from "vitest";
import { forecastWords, toComeWords } from "./outlook-words.ts";

const MIN = 60_000;
const basis: string[] = [];

test("says when a convoy will be done, with the range, and that it is unknown where it is", () => {
  const known = { state: "known" as const, earliest: 10 * MIN, likely: 20 * MIN, latest: 40 * MIN, basis };
  expect(forecastWords(known, 0)).toEqual({ when: "in about 20 min", range: "10 min to 40 min" });
  expect(forecastWords({ ...known, latest: 10 * MIN }, 0).range).toBeUndefined();
  expect(forecastWords(known, 30 * MIN).when).toBe("in about 1 s");
  expect(forecastWords({ state: "unknown", basis }, 0)).toEqual({ when: "unknown", range: undefined });
  expect(forecastWords({ state: "done", basis }, 0).when).toBe("all done");
});

test("says what is still to be paid", () => {
  expect(toComeWords({})).toBe("unknown");
  expect(toComeWords({ toCome: { low: 0, likely: 0, high: 0 } })).toBe("nothing");
  expect(toComeWords({ toCome: { low: 1, likely: 1.5, high: 2 } })).toBe("$1.00 to $2.00");
});
