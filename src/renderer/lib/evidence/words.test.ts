import { expect, test } from "vitest";
import { fillOf, groundOf } from "./words.ts";

const status = { source: "hook", evidenceAt: 2_000, seenAt: 1_000 } as const;

test("a state rests on its source and when that said so", () => {
  expect(groundOf({ ...status, state: "working" })).toEqual({ words: "hook", at: 2_000, isSilence: false });
});

test("an unknown state says how long nothing has been heard, not what was heard last", () => {
  expect(groundOf({ ...status, state: "unknown" })).toEqual({ words: "no signal for", at: 1_000, isSilence: true });
});

test.each([
  [10_000, "landed"],
  [120_000, "attention"],
  [170_000, "trouble"],
])("a context of 200k with %d in it is shown as %s", (used, tone) => {
  expect(fillOf({ used, size: 200_000 })?.tone).toBe(tone);
});

test("a context that holds more than was told of is full, and one of unknown size has no share", () => {
  expect(fillOf({ used: 210_000, size: 200_000 })?.share).toBe(1);
  expect(fillOf({ used: 5_000 })).toBeUndefined();
});
