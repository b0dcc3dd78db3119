import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import type { QueueFacts } from "../../lib/moves/judge.ts";
import { itemFixture } from "../../testing/item-fixture.ts";
import { type Cell, judgeDrop } from "./judge-drop.ts";

const ada = workerPath("shop", "ada");
const queue: QueueFacts = { submission: () => undefined, standing: () => undefined };
const card = itemFixture("s-1", { project: "shop", convoys: ["cv-1"], parent: "e-1" });
const cell = (more: Partial<Cell>): Cell => ({
  column: "ready",
  lane: { value: undefined, label: "" },
  grouping: "none",
  sort: "priority",
  ...more,
});

test.each<[string, Partial<Cell>, string]>([
  ["another column", { column: "progress" }, "Sling to a free worker of shop"],
  ["a card of another priority", { priority: 0 }, "Make it urgent"],
  ["the lane of a convoy", { grouping: "convoy", lane: { value: "cv-2", label: "Two" } }, "Add to Two"],
  ["the lane of an epic", { grouping: "epic", lane: { value: "e-2", label: "Two" } }, "Move below e-2"],
  ["the lane without an epic", { grouping: "epic", lane: { value: undefined, label: "" } }, "Take out of e-1"],
  [
    "the lane of an agent",
    { grouping: "agent", column: "progress", lane: { value: ada, label: "ada" } },
    "Sling to ada",
  ],
  [
    "a column of its own lane",
    { grouping: "project", column: "progress", lane: { value: "shop", label: "shop" } },
    "Sling to a free worker of shop",
  ],
])("means something on %s", (_where, more, words) => {
  expect(judgeDrop([card], cell(more), queue)).toMatchObject({ isAllowed: true, words });
});

test.each<[string, Partial<Cell>, RegExp]>([
  ["a card of its own priority", { priority: 2 }, /normal already/],
  ["a column whose order follows from its cards", { sort: "title", priority: 0 }, /order by priority/],
  ["another project", { grouping: "project", lane: { value: "api", label: "api" } }, /stays in its project/],
  [
    "another lane and another column at once",
    { grouping: "convoy", column: "progress", lane: { value: "cv-2", label: "Two" } },
    /One step at a time/,
  ],
  [
    "the review of an agent",
    { grouping: "agent", column: "review", lane: { value: ada, label: "ada" } },
    /Drop it on In progress/,
  ],
])("is refused on %s with the reason", (_where, more, why) => {
  const verdict = judgeDrop([card], cell(more), queue);
  expect(verdict.isAllowed ? "" : verdict.why).toMatch(why);
});

test("means nothing where it was picked up", () => {
  expect(judgeDrop([card], cell({}), queue)).toMatchObject({ isAllowed: false, isThere: true });
});
