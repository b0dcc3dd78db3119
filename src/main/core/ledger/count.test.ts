import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { countItems } from "./count.ts";
import { item } from "./item-fixture.ts";

const deps = {
  stageOf: () => "ready" as const,
  projectOf: (id: string) => (id.startsWith("ws-") ? undefined : id.slice(0, id.indexOf("-"))),
  titleOf: (id: string) => (id === "demo-epic" ? "Rewrite it" : undefined),
};

test("counts an item under each of its labels, and what has none last among equals", () => {
  const items = [item("demo-a1", { labels: ["ui", "slow"] }), item("demo-a2", { labels: ["ui"] }), item("demo-a3")];
  expect(countItems(items, ["label"], deps)).toEqual([
    {
      by: "label",
      values: [
        { value: "ui", count: 2 },
        { value: "slow", count: 1 },
        { value: null, count: 1 },
      ],
    },
  ]);
});

test("counts by several facets at once, and names epics by their titles", () => {
  const ada = workerPath("demo", "ada");
  const items = [
    item("demo-a1", { priority: 0, assignee: ada, parent: "demo-epic" }),
    item("ws-a2", { priority: 0, parent: "demo-gone" }),
  ];
  expect(countItems(items, ["priority", "assignee", "project", "parent", "stage"], deps)).toEqual([
    { by: "priority", values: [{ value: "0", count: 2 }] },
    {
      by: "assignee",
      values: [
        { value: ada, count: 1 },
        { value: null, count: 1 },
      ],
    },
    {
      by: "project",
      values: [
        { value: "demo", count: 1 },
        { value: null, count: 1 },
      ],
    },
    {
      by: "parent",
      values: [
        { value: "demo-epic", title: "Rewrite it", count: 1 },
        { value: "demo-gone", count: 1 },
      ],
    },
    { by: "stage", values: [{ value: "ready", count: 2 }] },
  ]);
});
