import { expect, test } from "vitest";
import { itemFixture } from "../../testing/item-fixture.ts";
import { layOutGraph, nodeTowards, pathThrough } from "./layout.ts";
import { MOST_NODES, neighbourhood } from "./neighbourhood.ts";

const chain = [
  itemFixture("a-1"),
  itemFixture("a-2", { links: [{ kind: "blocks", to: "a-1" }] }),
  itemFixture("a-3", {
    links: [
      { kind: "blocks", to: "a-2" },
      { kind: "related", to: "a-2" },
    ],
  }),
  itemFixture("a-4", { links: [{ kind: "blocks", to: "a-2" }] }),
];

test("puts what can be done first to the left, and keeps two links between the same items apart", () => {
  const laid = layOutGraph(neighbourhood("a-2", chain, { reach: 2 }));
  const x = (id: string) => laid.places.get(id)?.x ?? Number.NaN;
  expect(x("a-1")).toBeLessThan(x("a-2"));
  expect(x("a-2")).toBeLessThan(x("a-3"));
  expect(laid.edges).toHaveLength(4);
  for (const { points } of laid.edges) expect(pathThrough(points)).toMatch(/^M[\d.-]+,[\d.-]+ /);
  expect(laid.width).toBeGreaterThan(x("a-3"));
});

test("walks by arrows to the nearest in that direction, and nowhere at the rim", () => {
  const { places } = layOutGraph(neighbourhood("a-2", chain, { reach: 2 }));
  expect(nodeTowards("a-1", "ArrowRight", places)).toBe("a-2");
  expect(nodeTowards("a-2", "ArrowLeft", places)).toBe("a-1");
  expect(nodeTowards("a-1", "ArrowLeft", places)).toBeUndefined();
  const [upper, lower] = ["a-3", "a-4"].toSorted((a, b) => (places.get(a)?.y ?? 0) - (places.get(b)?.y ?? 0));
  expect(nodeTowards(upper ?? "", "ArrowDown", places)).toBe(lower);
});

test("lays out as many as are ever shown", () => {
  const many = Array.from({ length: MOST_NODES }, (_, nth) =>
    itemFixture(`m-${nth}`, nth === 0 ? {} : { links: [{ kind: "blocks", to: `m-${Math.floor(nth / 3)}` }] }),
  );
  const shown = neighbourhood("m-0", many, { reach: 3 });
  expect(layOutGraph(shown).places.size).toBe(shown.nodes.length);
});

test("takes no room for nothing", () => {
  expect(layOutGraph({ nodes: [], edges: [] })).toMatchObject({ width: 0, height: 0, edges: [] });
});
