import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { columnOf } from "../../lib/moves/columns.ts";
import { itemFixture as item } from "../../testing/item-fixture.ts";
import { type BoardFilter, NO_FILTER, groupItems, narrowed } from "./board-model.ts";

const ids = (items: readonly ItemView[]) => items.map(({ id }) => id);
const through = (items: readonly ItemView[], filter: Partial<BoardFilter>) =>
  ids(narrowed(items, { ...NO_FILTER, ...filter }, 0));

test("puts queued work with what is in progress, and keeps what was closed without landing apart", () => {
  expect(columnOf({ stage: "queued" })).toBe("progress");
  expect(columnOf({ stage: "closed" })).toBe("closed");
  expect(columnOf({ stage: "deferred" })).toBe("blocked");
});

test("orders open cards by priority and age, finished ones newest first", () => {
  const { ready, landed } = groupItems([
    item("a-1", { priority: 3 }),
    item("a-2", { priority: 0, createdAt: 5 }),
    item("a-3", { priority: 0, createdAt: 2 }),
    item("a-4", { stage: "landed", closedAt: 10 }),
    item("a-5", { stage: "landed", closedAt: 20 }),
  ]);
  expect(ids(ready)).toEqual(["a-3", "a-2", "a-1"]);
  expect(ids(landed)).toEqual(["a-5", "a-4"]);
});

test.each([
  ["updated", ["a-2", "a-10", "a-3"]],
  ["oldest", ["a-3", "a-10", "a-2"]],
  ["due", ["a-10", "a-3", "a-2"]],
  ["title", ["a-2", "a-3", "a-10"]],
] as const)("orders open cards by %s", (sort, order) => {
  const { ready } = groupItems(
    [
      item("a-10", { updatedAt: 5, createdAt: 5, dueAt: 1 }),
      item("a-2", { updatedAt: 9, createdAt: 9 }),
      item("a-3", { updatedAt: 1, createdAt: 1, dueAt: 7 }),
    ],
    sort,
  );
  expect(ids(ready)).toEqual(order);
});

test("filters by every word, over id, title, labels and agent", () => {
  const ada = workerPath("demo", "ada");
  const items = [item("a-1", { labels: ["parser"], hookedBy: ada }), item("a-2", { labels: ["parser"] }), item("b-3")];
  expect(through(items, { text: "PARSER" })).toEqual(["a-1", "a-2"]);
  expect(through(items, { text: "parser ada" })).toEqual(["a-1"]);
  expect(through(items, { agent: ada })).toEqual(["a-1"]);
  expect(through(items, { text: "b-3" })).toEqual(["b-3"]);
});

test("filters by convoy, project and whatever a saved filter asks for", () => {
  const items = [item("a-1", { convoys: ["c1"], project: "api" }), item("a-2", { project: "web", labels: ["ui"] })];
  expect(through(items, { convoy: "c1" })).toEqual(["a-1"]);
  expect(through(items, { project: "web" })).toEqual(["a-2"]);
  expect(through(items, { more: { labels: ["ui"] } })).toEqual(["a-2"]);
  expect(through([...items, item("w-1")], { project: "/" })).toEqual(["w-1"]);
});

test("filters two thousand cards within a frame", () => {
  const items = Array.from({ length: 2_000 }, (_, index) => item(`big-${index}`, { labels: [`l${index % 7}`] }));
  const draw = (filter: Partial<BoardFilter>) => groupItems(narrowed(items, { ...NO_FILTER, ...filter }, 0));
  draw({});
  const began = performance.now();
  draw({ text: "title l3" });
  // A frame has 16 ms; half of one is left for drawing, twice that for a shared machine.
  expect(performance.now() - began).toBeLessThan(16);
});
