import { expect, test } from "vitest";
import type { Batch, GateRun } from "../../../../shared/model/batch.ts";
import { TARGET_COUNTS_MS, verdictOnTarget } from "./target-verdict.ts";

const COMMIT = "a".repeat(40);
const NOW = 10 * TARGET_COUNTS_MS;

const result = (name: string, exitCode: number) => ({ name, exitCode, timedOut: false, ms: 1, tail: "" });
const green = (name: string) => result(name, 0);
const red = (name: string) => result(name, 1);

/** A run of that commit that ended a moment ago. */
function run(gates: GateRun["gates"], more: Partial<GateRun> = {}): GateRun {
  const state = gates.every(({ exitCode }) => exitCode === 0) ? "green" : "red";
  const times = { startedAt: NOW - 2, endedAt: NOW - 1 };
  return { id: "run-1", commit: COMMIT, upTo: 0, attempt: 1, state, gates, ...times, ...more };
}

function verdict(runs: readonly GateRun[], more: Partial<Parameters<typeof verdictOnTarget>[1]> = {}) {
  const batch = { id: "mb-1", project: "demo", onto: COMMIT, members: [], culprits: [] };
  const batches: readonly Batch[] = [{ ...batch, state: "dropped", runs: [...runs], createdAt: 1, updatedAt: 1 }];
  const gates = ["build", "lint", "test"];
  return verdictOnTarget(batches, {
    commit: COMMIT,
    gate: "test",
    gates,
    now: NOW,
    retries: 0,
    distrusted: new Set(),
    ...more,
  });
}

test.each<[string, GateRun[], string]>([
  ["nobody asked", [], "unknown"],
  ["it is being asked", [run([], { state: "running" })], "running"],
  ["the gate is red there", [run([green("build"), red("test")])], "red"],
  ["the gate is green there", [run([green("build"), green("test")])], "fine"],
  ["it does not even get as far", [run([red("build")])], "fine"],
  ["it stopped at a gate that is no more", [run([red("gone")])], "unknown"],
  ["it was asked about another gate", [run([green("build"), red("lint")], { id: "run-2" })], "fine"],
  ["the asking was broken off", [run([red("test")], { state: "cancelled" })], "unknown"],
  ["another commit was asked", [run([red("test")], { commit: "b".repeat(40) })], "unknown"],
  ["it was green when it landed", [run([green("build"), green("test")], { upTo: 2 })], "fine"],
  ["it was red once before it landed", [run([red("test")], { upTo: 2 })], "unknown"],
  ["the last answer counts", [run([red("test")]), run([green("test")], { id: "run-2", endedAt: NOW })], "fine"],
  ["the answer is too old", [run([red("test")], { endedAt: NOW - TARGET_COUNTS_MS })], "unknown"],
])("where %s", (_what, runs, expected) => {
  expect(verdict(runs)).toBe(expected);
});

test("where a red gate is run again before it is believed, so it is there", () => {
  const again = (...exits: number[]) =>
    verdict(
      exits.map((exit, at) => run([result("test", exit)], { id: `run-${at}`, endedAt: NOW - 9 + at })),
      { retries: 1 },
    );
  expect([again(1), again(1, 1), again(1, 0), again(0, 1), again(0, 1, 1)]).toEqual([
    "unknown",
    "red",
    "fine",
    "unknown",
    "red",
  ]);
});

test("an answer that the user does not take any more is none", () => {
  expect(verdict([run([red("test")])], { distrusted: new Set(["run-1"]) })).toBe("unknown");
});

test("a gate that the project has no more says nothing of the target", () => {
  expect(verdict([run([red("test")])], { gates: ["build"] })).toBe("fine");
});
