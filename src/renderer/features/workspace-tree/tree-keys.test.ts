import { expect, test } from "vitest";
import type { TreeRow } from "./tree-model.ts";
import { treeKey } from "./tree-keys.ts";
import { treeFixture } from "./testing/tree-fixture.ts";

const rows = treeFixture();
const press = (key: string, from: string, held: { ctrlKey?: boolean } = {}) => {
  const current = rows.find((row) => row.key.endsWith(from));
  if (current === undefined) throw new Error(`No row ${from}`);
  return treeKey({ key, ctrlKey: held.ctrlKey === true, metaKey: false }, rows, current);
};
const named = (name: string): TreeRow["key"] => rows.find(({ key }) => key.endsWith(name))?.key ?? "";

test("goes from row to row, and with Control from group to group", () => {
  expect(press("ArrowDown", "ada")).toEqual({ kind: "focus", key: named("bo") });
  expect(press("ArrowDown", "ada", { ctrlKey: true })).toEqual({ kind: "focus", key: "project:web" });
  expect(press("ArrowUp", "cy", { ctrlKey: true })).toEqual({ kind: "focus", key: "group:web:worker" });
});

test("folds and unfolds, and goes to the parent and the first child", () => {
  expect(press("ArrowLeft", "ada")).toEqual({ kind: "focus", key: "group:api:worker" });
  expect(press("ArrowLeft", "group:api:worker")).toMatchObject({ kind: "fold", isFolded: true });
  expect(press("ArrowRight", "group:api:worker")).toEqual({ kind: "focus", key: named("ada") });
  expect(press("*", "ada")).toEqual({ kind: "unfold-all" });
});

test("goes around those who wait for the user, both ways", () => {
  expect(press(".", "ada")).toEqual({ kind: "focus", key: named("bo") });
  expect(press(".", "bo")).toEqual({ kind: "focus", key: named("cy") });
  expect(press(".", "cy")).toEqual({ kind: "focus", key: named("bo") });
  expect(press(",", "bo")).toEqual({ kind: "focus", key: named("cy") });
});
