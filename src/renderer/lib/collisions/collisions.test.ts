import { expect, test } from "vitest";
import type { ConflictFlagView } from "../../../shared/contract/conflict.ts";
import type { ConflictSide } from "../../../shared/model/conflict-flag.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { collisionWords, flagsOn } from "./collisions.ts";

const COMMIT = "a".repeat(40);
const work = (name: string, item: string) =>
  ({ kind: "work", agent: workerPath("demo", name), item, branch: `drover/${item}`, commit: COMMIT }) as const;
const flag = (sides: ConflictFlagView["sides"], ...paths: readonly string[]): ConflictFlagView => ({
  id: "flag-1",
  project: "demo",
  sides,
  files: paths.map((path) => ({ path, kind: "content" })),
  fileCount: paths.length,
  told: [],
  raisedAt: 1,
  updatedAt: 1,
  titles: {},
});
const TARGET: ConflictSide = { kind: "target", branch: "main", commit: COMMIT, changes: [] };

test("finds the flags on an agent's work and on an item, and no others", () => {
  const flags = [flag([work("ada", "dm-1"), work("kim", "dm-2")], "a.ts"), flag([work("bo", "dm-3"), TARGET], "b.ts")];
  expect(flagsOn(flags, { item: "dm-2" })).toEqual([flags[0]]);
  expect(flagsOn(flags, { agent: workerPath("demo", "bo") })).toEqual([flags[1]]);
  expect(flagsOn(flags, { item: "dm-9" })).toEqual([]);
  const cleared: ConflictFlagView = { ...flag([work("ada", "dm-1"), TARGET]), cleared: { at: 2, why: "merges" } };
  expect(flagsOn([cleared], { item: "dm-1" })).toEqual([]);
});

test("says with whom, and where", () => {
  const flags = [
    flag([work("ada", "dm-1"), work("kim", "dm-2")], "a.ts", "b.ts"),
    flag([work("ada", "dm-1"), TARGET], "a.ts"),
  ];
  expect(collisionWords(flags, { item: "dm-1" })).toBe(
    "would conflict with dm-2 of kim, what landed on main in a.ts and 1 more",
  );
  expect(collisionWords(flags.slice(0, 1), { item: "dm-2" })).toContain("dm-1 of ada");
});
