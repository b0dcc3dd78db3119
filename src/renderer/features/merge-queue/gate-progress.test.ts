import { expect, test } from "vitest";
import type { Gate } from "../../../shared/model/project.ts";
import { gateFixture, runFixture } from "../../testing/queue-fixture.ts";
import { gateProgress, shareOver } from "./gate-progress.ts";

const gate = (name: string, alongside = false): Gate => ({ name, command: [name], timeoutMs: 60_000, alongside });
const GATES = [gate("build"), gate("test"), gate("lint", true), gate("pack")];
const USUAL = new Map([["test", 10_000]]);
const lights = (run: Parameters<typeof gateProgress>[0]) =>
  gateProgress(run, GATES, USUAL).map(({ name, light, startedAt }) => [name, light, startedAt]);

test("gates run one after another, those alongside with the one before them", () => {
  expect(lights(runFixture(1, "running", { startedAt: 100 }))).toEqual([
    ["build", "running", 100],
    ["test", "waiting", undefined],
    ["lint", "waiting", undefined],
    ["pack", "waiting", undefined],
  ]);
  expect(lights(runFixture(1, "running", { startedAt: 100, gates: [gateFixture("build", 50)] }))).toEqual([
    ["build", "green", undefined],
    ["test", "running", 150],
    ["lint", "running", 150],
    ["pack", "waiting", undefined],
  ]);
});

test("what did not come to run is skipped once the run is over", () => {
  const run = runFixture(1, "red", { gates: [gateFixture("build", 5, { exitCode: 1 })] });
  expect(lights(run).map(([, light]) => light)).toEqual(["red", "skipped", "skipped", "skipped"]);
});

test("a gate that is no longer in the settings is shown as it ended", () => {
  const run = runFixture(1, "green", { gates: [gateFixture("old", 5, { timedOut: true })] });
  expect(lights(run)[0]).toEqual(["old", "red", undefined]);
});

test("a bar follows the usual duration and is never full while the gate runs", () => {
  const [, test] = gateProgress(
    runFixture(1, "running", { startedAt: 0, gates: [gateFixture("build", 0)] }),
    GATES,
    USUAL,
  );
  if (test === undefined) throw new Error("There is a second gate.");
  expect(shareOver(test, 5_000)).toBeCloseTo(0.5);
  expect(shareOver(test, 9_000)).toBeCloseTo(0.9);
  const late = [20_000, 100_000, 1e9].map((now) => shareOver(test, now) ?? 0);
  expect(late.toSorted((a, b) => a - b)).toEqual(late);
  expect(late.at(-1)).toBeLessThan(1);
  expect(shareOver({ ...test, usualMs: undefined }, 5_000)).toBeUndefined();
});
