import { expect, test } from "vitest";
import type { Gate } from "../../../../shared/model/project.ts";
import { gatesUntil } from "./gates-until.ts";

const gate = (name: string, more: Partial<Gate> = {}): Gate => ({ name, command: [name], timeoutMs: 1, ...more });
const beside = { alongside: true };
const gates = [gate("build"), gate("lint", beside), gate("types", beside), gate("test"), gate("e2e", beside)];

test.each([
  ["build", ["build"]],
  ["types", ["types"]],
  ["test", ["build", "lint", "types", "test"]],
  ["e2e", ["build", "lint", "types", "e2e"]],
  ["gone", ["build", "lint", "types", "test", "e2e"]],
  [undefined, ["build", "lint", "types", "test", "e2e"]],
])("asked about %s, these run: %j", (name, names) => {
  expect(gatesUntil(gates, name).map((one) => one.name)).toEqual(names);
});

test("a gate that is asked about does not begin beside those that come before it", () => {
  expect(gatesUntil(gates, "e2e").at(-1)).toEqual(gate("e2e"));
});
