import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { itemFixture as item } from "../../testing/item-fixture.ts";
import { type Grouping, firstCard, lanesOf, neighbour, placeOf } from "./lanes.ts";

const ada = workerPath("shop", "ada");
const ITEMS = [
  item("e-1", { type: "epic", title: "Login" }),
  item("a-1", { parent: "e-1", convoys: ["cv-1", "cv-2"], project: "shop", hookedBy: ada, stage: "in-progress" }),
  item("a-2", { parent: "e-1", convoys: ["cv-1"], project: "shop" }),
  item("a-3", { project: "api", convoys: ["cv-3"] }),
  item("a-4", { convoys: ["cv-2"], project: "api", stage: "landed", status: "closed" }),
];
const facts = {
  convoys: [
    { id: "cv-1", title: "One", implicit: false },
    { id: "cv-2", title: "Two", implicit: false },
    { id: "cv-3", title: "By itself", implicit: true },
  ],
  titleOf: (id: string) => ITEMS.find((one) => one.id === id)?.title,
};
const lanes = (grouping: Grouping) => lanesOf(ITEMS, { grouping, sort: "priority" }, facts);

test.each<[Grouping, readonly (readonly [string, number, number])[]]>([
  ["none", [["All work", 5, 1]]],
  [
    "convoy",
    [
      ["One", 2, 0],
      ["Two", 2, 1],
      ["In no convoy", 2, 0],
    ],
  ],
  [
    "project",
    [
      ["api", 2, 1],
      ["shop", 2, 0],
      ["Workspace", 1, 0],
    ],
  ],
  [
    "epic",
    [
      ["Login", 2, 0],
      ["In no epic", 2, 1],
    ],
  ],
  [
    "agent",
    [
      ["ada", 1, 0],
      ["Nobody’s", 4, 1],
    ],
  ],
])("cuts the board into lanes by %s, with what is done in each", (grouping, wanted) => {
  expect(lanes(grouping).map(({ label, count, done }) => [label, count, done])).toEqual(wanted);
});

test("moves with the arrow keys, over empty columns and from lane to lane, and stays at the edges", () => {
  const [one] = lanesOf(
    [item("r-1"), item("r-2", { createdAt: 2 }), item("m-1", { stage: "merging" })],
    { grouping: "none", sort: "priority" },
    facts,
  );
  const at = (id: string) => ({ lane: "all", item: id });
  const step = (id: string, key: string) => neighbour(one === undefined ? [] : [one], at(id), key);
  expect(step("r-1", "ArrowDown")).toEqual(at("r-2"));
  expect(step("r-2", "ArrowDown")).toBeUndefined();
  expect(step("r-2", "ArrowRight")).toEqual(at("m-1"));
  expect(step("m-1", "ArrowLeft")).toEqual(at("r-1"));
  expect(step("m-1", "ArrowRight")).toBeUndefined();
  expect(step("r-2", "Home")).toEqual(at("r-1"));

  const byConvoy = lanes("convoy");
  const inOne = { lane: "convoy:cv-1", item: "a-2" };
  expect(neighbour(byConvoy, inOne, "ArrowDown")).toEqual({ lane: "convoy:", item: "a-3" });
  expect(neighbour(byConvoy, { lane: "convoy:", item: "a-3" }, "k")).toEqual(inOne);
});

test("finds a card in the lane it was in, else wherever it is now", () => {
  const byConvoy = lanes("convoy");
  expect(placeOf(byConvoy, { lane: "convoy:cv-2", item: "a-1" })).toEqual({ lane: "convoy:cv-2", item: "a-1" });
  expect(placeOf(byConvoy, { lane: "convoy:gone", item: "a-1" })).toEqual({ lane: "convoy:cv-1", item: "a-1" });
  expect(placeOf(byConvoy, { lane: "convoy:cv-1", item: "x" })).toBeUndefined();
  expect(firstCard(byConvoy)).toEqual({ lane: "convoy:cv-1", item: "a-2" });
});
