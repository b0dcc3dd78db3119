import { expect, it } from "vitest";
import { createPatience } from "./patience.ts";

it("waits so long for each holder of a workspace, and longer for a queue of them that moves on", () => {
  const hasPatience = createPatience({ eachMs: 10, allMs: 25 }, 0);
  expect([hasPatience("a", 1), hasPatience("a", 11), hasPatience("a", 12)]).toEqual([true, true, false]);
  expect([hasPatience("b", 13), hasPatience("b", 23)]).toEqual([true, true]);
  expect([hasPatience("c", 24), hasPatience("c", 25), hasPatience("d", 26)]).toEqual([true, true, false]);
});
