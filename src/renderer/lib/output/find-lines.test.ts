import { expect, test } from "vitest";
import { findLines, nextMatch } from "./find-lines.ts";
import { createOutputLines } from "./output-lines.ts";

test("finds text in any case, across colours, and not within what is no text", () => {
  const output = createOutputLines();
  output.append("FA\u001b[31mIL one\nfine\n\u001b]0;fail\u0007ok\nfails again\n");
  expect(findLines(output.read().lines, "fail")).toEqual([0, 3]);
  expect(findLines(output.read().lines, "")).toEqual([]);
});

test("walks from match to match and around the ends", () => {
  const found = [2, 5, 9];
  expect(nextMatch(found, undefined, 1)).toBe(2);
  expect(nextMatch(found, undefined, -1)).toBe(9);
  expect(nextMatch(found, 5, 1)).toBe(9);
  expect(nextMatch(found, 9, 1)).toBe(2);
  expect(nextMatch(found, 2, -1)).toBe(9);
  expect(nextMatch([], 2, 1)).toBeUndefined();
});
