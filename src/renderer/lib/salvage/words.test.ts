import { expect, test } from "vitest";
import type { SalvageHolds } from "../../../shared/model/salvage.ts";
import { holdsParts } from "./words.ts";

const nothing: SalvageHolds = {
  commits: 0,
  changed: 0,
  staged: 0,
  untracked: 0,
  conflicts: 0,
  stashes: 0,
  undone: 0,
  repositories: [],
  ignored: [],
  moreIgnored: 0,
};

test("names what there is, in numbers, and nothing else", () => {
  expect(holdsParts(nothing)).toEqual([]);
  expect(holdsParts({ ...nothing, commits: 1, changed: 3, stashes: 2, operation: "rebase" })).toEqual([
    "1 commit",
    "3 changed files",
    "2 stashes",
    "a rebase under way",
  ]);
});
