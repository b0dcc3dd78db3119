import { expect, test } from "vitest";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { itemFixture } from "../../testing/item-fixture.ts";
import { linkRows } from "./link-rows.ts";

const detail = (item: ItemView, more: { blockedBy?: ItemView[]; unblocks?: ItemView[] } = {}) => ({
  item,
  children: [],
  blockedBy: [],
  unblocks: [],
  trail: [],
  ...more,
});

test("shows what it waited for also when that is done, and what it does not know by its id", () => {
  const done = itemFixture("a-2", { status: "closed", stage: "landed" });
  const item = itemFixture("a-1", {
    links: [
      { kind: "blocks", to: "a-2" },
      { kind: "blocks", to: "x-9" },
      { kind: "related", to: "a-2" },
    ],
  });
  const groups = linkRows(detail(item), [item, done]);
  expect(groups.waitsFor.map((row) => [row.id, row.item?.stage])).toEqual([
    ["a-2", "landed"],
    ["x-9", undefined],
  ]);
  expect(groups.others).toEqual([{ id: "a-2", item: done, kind: "related", link: { from: "a-1", to: "a-2" } }]);
});

test("finds who waits for it, with the link that can be taken away", () => {
  const item = itemFixture("a-1");
  const waiting = itemFixture("a-3", { links: [{ kind: "blocks", to: "a-1" }] });
  expect(linkRows(detail(item, { unblocks: [waiting] }), [item, waiting]).holdsUp).toEqual([
    { id: "a-3", item: waiting, kind: "blocks", link: { from: "a-3", to: "a-1" } },
  ]);
});

test("offers nothing to take away where waiting follows from an epic, and leaves out its own children and parent", () => {
  const epic = itemFixture("e-1", { type: "epic" });
  const child = itemFixture("e-1.1", { parent: "e-1" });
  const later = itemFixture("e-2");
  const ofEpic = linkRows(detail(epic, { blockedBy: [child], unblocks: [later] }), []);
  expect(ofEpic.waitsFor).toEqual([]);
  expect(ofEpic.holdsUp).toEqual([{ id: "e-2", item: later, kind: "blocks" }]);
  expect(linkRows(detail(child, { unblocks: [epic] }), []).holdsUp).toEqual([]);
});
