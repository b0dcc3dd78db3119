import * as fc from "fast-check";
import { expect, test } from "vitest";
import { USER, workerPath } from "../../shared/model/identity.ts";
import { itemFixture } from "../testing/item-fixture.ts";
import { type ItemChange, applyChange, inverseOf } from "./item-change.ts";

test("shows each field as it will be, and takes away what is set to null", () => {
  const item = itemFixture("a-1", { labels: ["ui", "slow"], assignee: USER, dueAt: 5, parent: "a-0" });
  const next = applyChange(item, {
    title: "Other",
    priority: 0,
    addLabels: ["auth", "ui"],
    removeLabels: ["slow"],
    assignee: null,
    dueAt: null,
    estimateMinutes: 90,
  });
  expect(next).toEqual({
    ...itemFixture("a-1", { title: "Other", priority: 0, labels: ["ui", "auth"], parent: "a-0", estimateMinutes: 90 }),
  });
  expect(item.labels).toEqual(["ui", "slow"]);
});

test("undoes a change of many in one part for each value they had", () => {
  const items = [
    itemFixture("a-1", { priority: 1 }),
    itemFixture("a-2", { priority: 3 }),
    itemFixture("a-3", { priority: 1 }),
    itemFixture("a-4", { priority: 0 }),
  ];
  expect(inverseOf(items, { priority: 0 })).toEqual([
    { items: ["a-1", "a-3"], change: { priority: 1 } },
    { items: ["a-2"], change: { priority: 3 } },
  ]);
});

test("brings back any item after any change", () => {
  const labels = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
  const time = fc.option(fc.nat(1_000), { nil: null });
  const change: fc.Arbitrary<ItemChange> = fc.record(
    {
      title: fc.string({ minLength: 1 }),
      priority: fc.nat(4),
      addLabels: labels,
      removeLabels: labels,
      assignee: fc.constantFrom(null, USER, workerPath("demo", "ada")),
      parent: fc.constantFrom(null, "a-0", "a-9"),
      dueAt: time,
      deferredUntil: time,
      estimateMinutes: time,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(change, change, (first, second) => {
      const item = applyChange(itemFixture("a-1"), first);
      const changed = applyChange(item, second);
      const [part] = inverseOf([item], second);
      const back = part === undefined ? changed : applyChange(changed, part.change);
      expect({ ...back, labels: back.labels.toSorted() }).toEqual({ ...item, labels: item.labels.toSorted() });
    }),
    { seed: 11, numRuns: 300 },
  );
});

test("sets a status of a vocabulary beside what it stands for, takes it away with another, and brings it back", () => {
  const plain = itemFixture("a-1");
  const custom = itemFixture("a-2", { customStatus: "in-triage" });
  const toTriage = { status: "open", customStatus: "in-triage" } as const;
  expect(applyChange(plain, toTriage)).toMatchObject({ status: "open", customStatus: "in-triage" });
  expect(applyChange(custom, { status: "blocked" })).not.toHaveProperty("customStatus");
  expect(inverseOf([plain, custom], toTriage)).toEqual([{ items: ["a-1"], change: { status: "open" } }]);
  expect(inverseOf([custom], { status: "blocked" })).toEqual([{ items: ["a-2"], change: toTriage }]);
});
