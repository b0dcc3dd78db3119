import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { itemFixture as item } from "../../testing/item-fixture.ts";
import { NO_FILTER, columnOf, groupItems, neighbour } from "./board-model.ts";

const ids = (items: readonly ItemView[]) => items.map(({ id }) => id);

test("puts queued work with what is in progress, and keeps what was closed without landing apart", () => {
  expect(columnOf({ stage: "queued" })).toBe("progress");
  expect(columnOf({ stage: "closed" })).toBe("closed");
  expect(columnOf({ stage: "deferred" })).toBe("blocked");
});

test("orders open cards by priority and age, finished ones newest first", () => {
  const { ready, landed } = groupItems(
    [
      item("a-1", { priority: 3 }),
      item("a-2", { priority: 0, createdAt: 5 }),
      item("a-3", { priority: 0, createdAt: 2 }),
      item("a-4", { stage: "landed", closedAt: 10 }),
      item("a-5", { stage: "landed", closedAt: 20 }),
    ],
    NO_FILTER,
  );
  expect(ids(ready)).toEqual(["a-3", "a-2", "a-1"]);
  expect(ids(landed)).toEqual(["a-5", "a-4"]);
});

test("filters by every word, over id, title, labels and agent", () => {
  const ada = workerPath("demo", "ada");
  const items = [item("a-1", { labels: ["parser"], hookedBy: ada }), item("a-2", { labels: ["parser"] }), item("b-3")];
  expect(ids(groupItems(items, { ...NO_FILTER, text: "PARSER" }).ready)).toEqual(["a-1", "a-2"]);
  expect(ids(groupItems(items, { ...NO_FILTER, text: "parser ada" }).ready)).toEqual(["a-1"]);
  expect(ids(groupItems(items, { ...NO_FILTER, agent: ada }).ready)).toEqual(["a-1"]);
  expect(ids(groupItems(items, { ...NO_FILTER, text: "b-3" }).ready)).toEqual(["b-3"]);
});

test("filters by convoy and project", () => {
  const items = [item("a-1", { convoys: ["c1"], project: "api" }), item("a-2", { project: "web" })];
  expect(ids(groupItems(items, { ...NO_FILTER, convoy: "c1" }).ready)).toEqual(["a-1"]);
  expect(ids(groupItems(items, { ...NO_FILTER, project: "web" }).ready)).toEqual(["a-2"]);
  expect(ids(groupItems([...items, item("w-1")], { ...NO_FILTER, project: "/" }).ready)).toEqual(["w-1"]);
});

test("moves with the arrow keys, over empty columns, and stays at the edges", () => {
  const columns = groupItems(
    [item("r-1"), item("r-2", { createdAt: 2 }), item("m-1", { stage: "merging" })],
    NO_FILTER,
  );
  expect(neighbour(columns, "r-1", "ArrowDown")).toBe("r-2");
  expect(neighbour(columns, "r-2", "ArrowDown")).toBeUndefined();
  expect(neighbour(columns, "r-2", "ArrowRight")).toBe("m-1");
  expect(neighbour(columns, "m-1", "ArrowLeft")).toBe("r-1");
  expect(neighbour(columns, "m-1", "ArrowRight")).toBeUndefined();
});

test("filters two thousand cards within a frame", () => {
  const items = Array.from({ length: 2_000 }, (_, index) => item(`big-${index}`, { labels: [`l${index % 7}`] }));
  groupItems(items, NO_FILTER);
  const began = performance.now();
  groupItems(items, { ...NO_FILTER, text: "title l3" });
  // A frame has 16 ms; half of one is left for drawing, twice that for a shared machine.
  expect(performance.now() - began).toBeLessThan(16);
});
