import { expect, test } from "vitest";
import { parseLimit } from "./parse-limit.ts";

test.each([
  ["", undefined],
  [" 8 ", 8],
  ["0", "bad"],
  ["101", "bad"],
  ["1e1", "bad"],
  ["2.5", "bad"],
])("takes %j as %j", (text, limit) => {
  expect(parseLimit(text)).toBe(limit);
});
