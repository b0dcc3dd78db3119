import { expect, test } from "vitest";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { itemFixture } from "../../testing/item-fixture.ts";
import { linkGroups } from "./link-rows.ts";

const detail = (item: ItemView, more: { blockedBy?: ItemView[]; unblocks?: ItemView[]; deleted?: string[] } = {}) => ({
  item,
  children: [],
  blockedBy: [],
  unblocks: [],
  comments: [],
  deleted: [],
  trail: [],
  ...more,
});

test("shows what it waited for also when that is done, and what it does not know by its id", () => {
  const done = itemFixture("a-2", { status: "closed", stage: "landed" });
  const item = itemFixture("a-1", {
    links: [
      { kind: "related", to: "a-2" },
      { kind: "blocks", to: "a-2" },
      { kind: "blocks", to: "x-9" },
      { kind: "waits-for", to: "e-1", mode: "any-children" },
    ],
  });
  const groups = linkGroups(detail(item, { deleted: ["x-9"] }), [item, done]);
  expect(groups.map(({ title, rows }) => [title, rows.map(({ id }) => id)])).toEqual([
    ["Waits for", ["a-2", "x-9"]],
    ["Waits for the children of", ["e-1"]],
    ["Related", ["a-2"]],
  ]);
  expect(groups[0]?.rows[1]).toEqual({
    id: "x-9",
    item: undefined,
    kind: "blocks",
    link: { from: "a-1", to: "x-9" },
    isDeleted: true,
  });
  expect(groups[1]?.rows[0]?.note).toBe("any of them");
});

test("finds what others say of it, with the link that can be taken away, and says related once", () => {
  const item = itemFixture("a-1", { links: [{ kind: "related", to: "a-4" }] });
  const waiting = itemFixture("a-3", { links: [{ kind: "blocks", to: "a-1" }] });
  const other = itemFixture("a-4", {
    links: [
      { kind: "related", to: "a-1" },
      { kind: "supersedes", to: "a-1" },
      { kind: "caused-by", to: "a-1" },
    ],
  });
  const groups = linkGroups(detail(item, { unblocks: [waiting] }), [item, waiting, other]);
  expect(groups.map(({ title, rows }) => [title, rows.map(({ id }) => id)])).toEqual([
    ["Holds up", ["a-3"]],
    ["Related", ["a-4"]],
    ["Superseded by", ["a-4"]],
    ["Called “caused by” by", ["a-4"]],
  ]);
  expect(groups[0]?.rows[0]?.link).toEqual({ from: "a-3", to: "a-1" });
});

test("offers nothing to take away where waiting follows from an epic, and leaves out its own children and parent", () => {
  const epic = itemFixture("e-1", { type: "epic" });
  const child = itemFixture("e-1.1", { parent: "e-1" });
  const later = itemFixture("e-2");
  const ofEpic = linkGroups(detail(epic, { blockedBy: [child], unblocks: [later] }), []);
  expect(ofEpic).toEqual([{ title: "Holds up", rows: [{ id: "e-2", item: later, kind: "blocks" }] }]);
  expect(linkGroups(detail(child, { unblocks: [epic] }), [])).toEqual([]);
});
