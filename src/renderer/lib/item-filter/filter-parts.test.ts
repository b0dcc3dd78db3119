import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { ITEM_FACETS } from "../../../shared/model/item-words.ts";
import { partsOf, withValue } from "./filter-parts.ts";
import type { Filter } from "./filter.ts";

const ada = workerPath("demo", "ada");
const filter: Filter = {
  stage: ["ready", "blocked"],
  labels: ["ui"],
  assignee: ada,
  priority: { from: 0, to: 1 },
  overdue: true,
  all: true,
};

test("shows each thing asked for once, and what is asked for without it", () => {
  const parts = partsOf(filter);
  expect(parts.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    "Stage: Ready",
    "Stage: Blocked",
    "Label: ui",
    "Assignee: ada",
    "Priority: Urgent to High",
    "Overdue: ",
    "Closed too: ",
  ]);
  expect(parts[0]?.rest).toEqual({ ...filter, stage: ["blocked"] });
  expect(parts[2]?.rest).not.toHaveProperty("labels");
  let rest: Filter = filter;
  for (let next = partsOf(rest)[0]; next !== undefined; next = partsOf(rest)[0]) rest = next.rest;
  expect(rest).toEqual({});
});

test("asks for one more value of any facet, and shows it", () => {
  const values = { stage: "ready", status: "open", type: "bug", priority: "0", assignee: ada, label: "ui" };
  for (const by of ITEM_FACETS) {
    const value: string = new Map(Object.entries(values)).get(by) ?? "demo";
    expect(partsOf(withValue({}, by, value) ?? {}), by).toHaveLength(1);
  }
  expect(withValue({ labels: ["a"] }, "label", "b")).toEqual({ labels: ["a", "b"] });
  expect(withValue({ assignee: ada }, "assignee", null)).toEqual({ unassigned: true });
  expect(withValue({ unassigned: true }, "assignee", ada)).toEqual({ assignee: ada });
  expect(withValue({}, "stage", "nowhere")).toBeUndefined();
});
