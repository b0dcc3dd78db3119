import { expect, test } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { itemFixture } from "../../testing/item-fixture.ts";
import { type ListFilter, listItems } from "./list-model.ts";

const ALL: ListFilter = { text: "", project: undefined, show: "all", order: "priority" };
const list = (
  items: readonly ItemView[],
  filter: Partial<ListFilter>,
  more: { found?: string[]; ready?: string[] } = {},
) =>
  listItems({
    items,
    filter: { ...ALL, ...filter },
    found: new Set(more.found),
    ready: more.ready ?? [],
  }).map(({ id }) => id);

test("narrows to a view", () => {
  const items = [
    itemFixture("a-1"),
    itemFixture("a-2", { stage: "merging" }),
    itemFixture("a-3", { stage: "landed", status: "closed" }),
    itemFixture("a-4", { stage: "in-progress", assignee: USER }),
    itemFixture("a-5", { stage: "blocked" }),
  ];
  expect(list(items, { show: "ready" })).toEqual(["a-1"]);
  expect(list(items, { show: "in-flight" })).toEqual(["a-2", "a-4"]);
  expect(list(items, { show: "mine" })).toEqual(["a-4"]);
  expect(list(items, { show: "open" })).toEqual(["a-1", "a-2", "a-4", "a-5"]);
  expect(list(items, { show: "closed" })).toEqual(["a-3"]);
});

test("keeps the core's order of what is ready, and puts the rest behind by priority", () => {
  const items = [
    itemFixture("a-1", { priority: 0, stage: "blocked" }),
    itemFixture("a-2", { priority: 4 }),
    itemFixture("a-3"),
  ];
  expect(list(items, { order: "useful" }, { ready: ["a-2", "a-3"] })).toEqual(["a-2", "a-3", "a-1"]);
});

test("orders by priority and by what changed last", () => {
  const items = [itemFixture("a-1", { updatedAt: 5 }), itemFixture("a-2", { priority: 1 })];
  expect(list(items, { order: "priority" })).toEqual(["a-2", "a-1"]);
  expect(list(items, { order: "updated" })).toEqual(["a-1", "a-2"]);
});

test("finds by words, also by those only the core knows of", () => {
  const items = [itemFixture("a-1", { title: "Parse dates" }), itemFixture("a-2"), itemFixture("a-3")];
  expect(list(items, { text: "dates" }, { found: ["a-3"] })).toEqual(["a-1", "a-3"]);
});

test("tells work of the workspace from that of projects", () => {
  const items = [itemFixture("a-1", { project: "api" }), itemFixture("ws-1")];
  expect(list(items, { project: "api" })).toEqual(["a-1"]);
  expect(list(items, { project: "/" })).toEqual(["ws-1"]);
});
