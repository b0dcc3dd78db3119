import { expect, test } from "vitest";
import { itemFixture } from "../../testing/item-fixture.ts";
import { inScope, parseScope } from "./scope.ts";

const ITEMS = [
  itemFixture("s-1", {
    project: "shop",
    convoys: ["cv-1"],
    links: [{ kind: "blocks", to: "x-1" }],
    blockedBy: ["x-1"],
  }),
  itemFixture("s-2", { project: "shop", convoys: ["cv-1"], status: "closed", stage: "landed" }),
  itemFixture("e-1", { project: "shop", type: "epic" }),
  itemFixture("e-1.1", { project: "shop", parent: "e-1", priority: 0 }),
  itemFixture("e-1.1.1", { project: "shop", parent: "e-1.1" }),
  itemFixture("x-1", { project: "api" }),
];
const shown = (scope: string, options: Parameters<typeof inScope>[2]) => {
  const parsed = parseScope(scope);
  if (parsed === undefined) throw new Error(scope);
  const { nodes, edges, leftOut } = inScope(parsed, ITEMS, options);
  return { ids: nodes.map(({ id }) => id), edges: edges.map(({ from, to }) => `${from}>${to}`), leftOut };
};

test("shows a convoy with what it waits for from outside", () => {
  expect(shown("convoy/cv-1", { withFinished: true })).toEqual({
    ids: ["s-1", "s-2", "x-1"],
    edges: ["x-1>s-1"],
    leftOut: 0,
  });
});

test("shows all below an epic, and a project, with and without what is finished", () => {
  expect(shown("epic/e-1", { withFinished: false }).ids).toEqual(["e-1.1", "e-1", "e-1.1.1"]);
  expect(shown("project/shop", { withFinished: false }).ids).not.toContain("s-2");
  expect(shown("project/shop", { withFinished: true }).ids).toContain("s-2");
});

test("leaves out what is finished or least urgent where there are too many, and says how many", () => {
  expect(shown("project/shop", { withFinished: true, limit: 2 })).toMatchObject({ ids: ["e-1.1", "e-1"], leftOut: 4 });
});

test("knows no other scopes", () => {
  expect([parseScope("convoy/"), parseScope("item/x"), parseScope("x")]).toEqual([undefined, undefined, undefined]);
});
