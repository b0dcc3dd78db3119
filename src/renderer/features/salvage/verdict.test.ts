import { expect, test } from "vitest";
import { verdictOf } from "./verdict.ts";

const whole = { salvage: "s-1", isWhole: true, problems: [], objects: 12, bytes: 4_000 };

test("says how much was read back", () => {
  expect(verdictOf([whole, { ...whole, salvage: "s-2" }])).toEqual({
    isWhole: true,
    text: "All 2 are whole",
    detail: "24 objects, 8 kB, read back and compared with their names.",
  });
});

test("names what is damaged, and how", () => {
  const damaged = { ...whole, salvage: "s-2", isWhole: false, problems: ["blob 1f2e is missing."] };
  expect(verdictOf([whole, damaged])).toMatchObject({
    isWhole: false,
    text: "s-2 is damaged",
    detail: "s-2: blob 1f2e is missing.",
  });
});
