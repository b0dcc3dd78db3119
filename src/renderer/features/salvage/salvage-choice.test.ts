import { expect, test } from "vitest";
import { ANY_SALVAGE, filterFor } from "./salvage-choice.ts";

test("asks for everything unless it is narrowed", () => {
  expect(filterFor(ANY_SALVAGE, 1_000)).toEqual({});
});

test("a span counts back from now", () => {
  expect(filterFor({ project: "shop", agent: "shop/workers/ada", span: "week" }, 700_000_000)).toEqual({
    project: "shop",
    agent: "shop/workers/ada",
    since: 700_000_000 - 7 * 86_400_000,
  });
});
