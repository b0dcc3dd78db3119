import { expect, test } from "vitest";
import { stepFrom } from "./tile-steps.ts";

/** Two groups: rows of three and one, then a row of two. */
const TILES = [
  { agent: "a", x: 0, y: 0 },
  { agent: "b", x: 100, y: 0 },
  { agent: "c", x: 200, y: 0 },
  { agent: "d", x: 0, y: 80 },
  { agent: "e", x: 0, y: 190 },
  { agent: "f", x: 100, y: 190 },
];

test.each([
  ["a", "ArrowRight", "b"],
  ["c", "ArrowRight", "d"],
  ["a", "ArrowLeft", undefined],
  ["f", "ArrowRight", undefined],
  ["c", "ArrowDown", "d"],
  ["d", "ArrowDown", "e"],
  ["f", "ArrowUp", "d"],
  ["b", "ArrowUp", undefined],
  ["d", "Home", "a"],
  ["d", "End", "f"],
  ["nobody", "ArrowDown", "a"],
] as const)("from %s, %s leads to %s", (from, step, to) => {
  expect(stepFrom(TILES, from, step)).toBe(to);
});
