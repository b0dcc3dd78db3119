import { array, assert, constantFrom, property, record } from "fast-check";
import { expect, test } from "vitest";
import { itemFixture } from "../../testing/item-fixture.ts";
import { criticalPath } from "./critical-path.ts";
import { neighbourhood } from "./neighbourhood.ts";

const ITEMS = [
  itemFixture("a-1", { links: [{ kind: "blocks", to: "a-2" }], estimateMinutes: 30 }),
  itemFixture("a-2", { links: [{ kind: "blocks", to: "a-3" }], estimateMinutes: 15 }),
  itemFixture("a-3", { links: [{ kind: "related", to: "x-9" }], estimateMinutes: 5 }),
  itemFixture("a-4", { links: [{ kind: "blocks", to: "a-3" }], estimateMinutes: 10 }),
  itemFixture("e-1", { type: "epic" }),
  itemFixture("e-1.1", { parent: "e-1", links: [{ kind: "blocks", to: "e-1.2" }] }),
  itemFixture("e-1.2", { parent: "e-1" }),
  itemFixture("e-1.1.1", { parent: "e-1.1" }),
];

test("reaches as many steps as asked, along links of either direction, and shows what is unknown by its id", () => {
  const one = neighbourhood("a-2", ITEMS, { reach: 1 });
  expect(one.nodes.map(({ id, hops }) => [id, hops])).toEqual([
    ["a-2", 0],
    ["a-1", 1],
    ["a-3", 1],
  ]);
  expect(one.edges).toEqual([
    { from: "a-2", to: "a-1", sort: "waits", kind: "blocks" },
    { from: "a-3", to: "a-2", sort: "waits", kind: "blocks" },
  ]);
  const two = neighbourhood("a-2", ITEMS, { reach: 2 });
  expect(two.nodes.slice(3).map(({ id, item }) => [id, item?.title])).toEqual([
    ["x-9", undefined],
    ["a-4", "Title of a-4"],
  ]);
});

test("shows a whole epic from any of its children", () => {
  const epic = neighbourhood("e-1.2", ITEMS, { reach: "epic" });
  expect(epic.nodes.map(({ id }) => id)).toEqual(["e-1", "e-1.1", "e-1.2", "e-1.1.1"]);
  expect(epic.edges.filter(({ sort }) => sort === "waits")).toHaveLength(1);
});

test("leaves out the farthest where there are too many, and says how many", () => {
  const all = neighbourhood("a-3", ITEMS, { reach: 3, limit: 2 });
  expect(all.nodes).toHaveLength(2);
  expect(all.nodes[0]?.id).toBe("a-3");
  expect(all.leftOut).toBe(3);
});

test("finds the longest chain of open items by their estimates", () => {
  const { nodes, edges } = neighbourhood("a-3", ITEMS, { reach: 3 });
  expect(criticalPath(nodes, edges)).toEqual({ ids: ["a-3", "a-2", "a-1"], minutes: 50 });
  const closed = ITEMS.map((item) => (item.id === "a-3" ? { ...item, status: "closed" as const } : item));
  const later = neighbourhood("a-3", closed, { reach: 3 });
  expect(criticalPath(later.nodes, later.edges)?.ids).toEqual(["a-2", "a-1"]);
  expect(criticalPath([], [])).toBeUndefined();
});

test("ends on any graph, circles too, with a chain in which each waits for the one before it", () => {
  const ids = ["g-0", "g-1", "g-2", "g-3", "g-4", "g-5"];
  const link = record({ from: constantFrom(...ids), to: constantFrom(...ids) });
  assert(
    property(array(link, { maxLength: 20 }), (links) => {
      const items = ids.map((id) =>
        itemFixture(id, {
          links: links.filter(({ from }) => from === id).map(({ to }) => ({ kind: "blocks", to })),
        }),
      );
      const { nodes, edges } = neighbourhood("g-0", items, { reach: 3 });
      const path = criticalPath(nodes, edges)?.ids ?? [];
      expect(new Set(path).size).toBe(path.length);
      for (const [nth, id] of path.entries()) {
        const before = path[nth - 1];
        if (before !== undefined) expect(links).toContainEqual({ from: id, to: before });
      }
    }),
    { seed: 7 },
  );
});
