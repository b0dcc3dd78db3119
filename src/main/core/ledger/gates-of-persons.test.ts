import { expect, it } from "vitest";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { createItemTable, item } from "./item-fixture.ts";
import { createReadiness } from "./readiness.ts";

const NOW = 1_000;
const waitsFor = (to: string) => ({ links: [{ kind: "blocks" as const, to }] });
const gate = (id: string, how: NonNullable<WorkItem["gate"]>) => item(id, { type: "gate", gate: how });

it("knows the gates at which open items wait for a person and for nothing else", () => {
  const table = createItemTable();
  using readiness = createReadiness(table, { now: () => NOW });
  for (const one of [
    gate("a-go", { kind: "human" }),
    item("a-1", waitsFor("a-go")),
    gate("a-nobody", { kind: "human" }),
    gate("a-timer", { kind: "timer", until: NOW + 1 }),
    item("a-2", waitsFor("a-timer")),
    { ...gate("a-later", { kind: "human" }), ...waitsFor("a-1") },
    item("a-3", waitsFor("a-later")),
  ]) {
    table.put(one);
  }
  using readAtStart = createReadiness(table, { now: () => NOW });
  expect([readiness.personsGates(), readAtStart.personsGates()]).toEqual([["a-go"], ["a-go"]]);
  table.put(item("a-1", { ...waitsFor("a-go"), status: "closed" }));
  expect(readiness.personsGates()).toEqual(["a-later"]);
  table.put(item("a-later", { type: "gate", status: "closed", gate: { kind: "human" } }));
  expect(readiness.personsGates()).toEqual([]);
});
