import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { itemFixture } from "../../testing/item-fixture.ts";
import type { Filter } from "./filter.ts";
import { matchesFilter } from "./matches.ts";

const ada = workerPath("shop", "ada");
const items = [
  itemFixture("a-1", { labels: ["ui", "p"], priority: 0, type: "bug", project: "shop", dueAt: 50, convoys: ["cv-1"] }),
  itemFixture("a-2", {
    labels: ["ui"],
    priority: 2,
    parent: "e-1",
    assignee: ada,
    stage: "in-progress",
    project: "shop",
  }),
  itemFixture("a-3", { stage: "blocked", blockedBy: ["a-1"], status: "open", customStatus: "in-qa", updatedAt: 90 }),
  itemFixture("a-4", { stage: "landed", status: "closed", dueAt: 10, createdAt: 20 }),
];

test.each<[string, Filter, readonly string[]]>([
  ["nothing", {}, ["a-1", "a-2", "a-3", "a-4"]],
  ["stage", { stage: ["blocked", "landed"] }, ["a-3", "a-4"]],
  ["status of the vocabulary", { status: ["in-qa"] }, ["a-3"]],
  ["type", { type: ["bug"] }, ["a-1"]],
  ["all of some labels", { labels: ["ui", "p"] }, ["a-1"]],
  ["any of some labels", { anyLabel: ["p", "x"] }, ["a-1"]],
  ["none of some labels", { noLabel: ["p"] }, ["a-2", "a-3", "a-4"]],
  ["priority, ends included", { priority: { from: 0, to: 1 } }, ["a-1"]],
  ["project", { project: "shop" }, ["a-1", "a-2"]],
  ["assignee", { assignee: ada }, ["a-2"]],
  ["nobody's", { unassigned: true }, ["a-1", "a-3", "a-4"]],
  ["epic", { parent: "e-1" }, ["a-2"]],
  ["no epic", { noParent: true, labels: ["ui"] }, ["a-1"]],
  ["overdue ones that are open", { overdue: true }, ["a-1"]],
  ["due before", { dueBefore: 20 }, ["a-4"]],
  ["convoy", { convoy: "cv-1" }, ["a-1"]],
  ["changed since", { updatedSince: 90 }, ["a-3"]],
  ["blocked", { blocked: true }, ["a-3"]],
  ["closed ones without being asked", { all: true }, ["a-1", "a-2", "a-3", "a-4"]],
])("narrows by %s", (_what, filter, found) => {
  expect(items.filter(matchesFilter(filter, 100)).map(({ id }) => id)).toEqual(found);
});
