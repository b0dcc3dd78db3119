import { expect, test } from "vitest";
import { familiesTouchedBy, queryKeys } from "./query-keys.ts";

test("a filter's event makes the list of filters stale, and no work", () => {
  expect(familiesTouchedBy({ kind: "filter" })).toEqual([queryKeys.filters[0]]);
});

test("a word's event makes the vocabularies stale, and all that shows work", () => {
  const touched = familiesTouchedBy({ kind: "word" });
  expect(touched).toContain(queryKeys.vocabulary("shop")[0]);
  expect(touched).toEqual(expect.arrayContaining([...familiesTouchedBy({ kind: "item" })]));
});
