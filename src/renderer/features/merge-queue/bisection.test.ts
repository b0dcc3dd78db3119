import * as fc from "fast-check";
import { expect, test } from "vitest";
import { batchFixture, gateFixture, runFixture } from "../../testing/queue-fixture.ts";
import { batchProgress, bound, lanesOf, progressWords } from "./bisection.ts";

const MEMBERS = ["a", "b", "c", "d", "e", "f", "g", "h"];

test("before anything is red, what is being gated is one stretch", () => {
  const batch = batchFixture(["a", "b"], { runs: [runFixture(2, "running")] });
  const progress = batchProgress(batch);
  expect(progress.lights).toEqual(["running", "running"]);
  expect(progress.bound).toBeUndefined();
  expect(progressWords(batch, progress)).toBeUndefined();
});

test("a red batch is run again before it is believed", () => {
  const batch = batchFixture(["a", "b"], { runs: [runFixture(2, "red"), runFixture(2, "running", { attempt: 2 })] });
  expect(progressWords(batch, batchProgress(batch))).toBe(
    "Red: the same commit is run again, in case a gate is flaky · run 2 of at most 3",
  );
});

test("shows which prefix is gated, what is green, what is suspected, and of what nothing is known", () => {
  const batch = batchFixture(MEMBERS, {
    state: "bisecting",
    runs: [
      runFixture(8, "red"),
      runFixture(8, "red", { attempt: 2 }),
      runFixture(4, "red"),
      runFixture(2, "green"),
      runFixture(3, "running"),
    ],
  });
  const progress = batchProgress(batch);
  expect(progress.lights).toEqual(["green", "green", "running", "suspect", "untold", "untold", "untold", "untold"]);
  expect([progress.green, progress.red]).toEqual([2, 4]);
  expect(progressWords(batch, progress)).toBe("One of numbers 3–4 may have turned it red · run 5 of at most 7");
});

test("while it is not narrowed down, every member is suspected", () => {
  const batch = batchFixture(["a", "b", "c"], {
    state: "bisecting",
    runs: [runFixture(3, "red"), runFixture(2, "running")],
  });
  expect(progressWords(batch, batchProgress(batch))).toContain("One of these 3 may have turned it red");
});

test("a search that runs in several lanes names them all, and one between two runs its last", () => {
  const runs = [
    runFixture(4, "red", { lane: 1 }),
    runFixture(2, "running", { lane: 2 }),
    runFixture(3, "running", { lane: 1 }),
  ];
  expect(lanesOf(batchFixture(MEMBERS, { runs }))).toEqual([1, 2]);
  expect(lanesOf(batchFixture(MEMBERS, { runs: [runFixture(4, "green", { lane: 2 })] }))).toEqual([2]);
  expect(lanesOf(batchFixture(MEMBERS, { runs: [] }))).toEqual([]);
});

test("names the culprit once the shortest red prefix ends with it", () => {
  const batch = batchFixture(MEMBERS, {
    state: "bisecting",
    culprits: ["c"],
    runs: [runFixture(8, "red"), runFixture(2, "green"), runFixture(3, "red")],
  });
  const progress = batchProgress(batch);
  expect(progress.lights[2]).toBe("culprit");
  expect(progressWords(batch, progress)).toContain("3rd of 8 turned it red");
});

test("believes a commit that was green after it was red, and marks the batch as flaky", () => {
  const batch = batchFixture(["a", "b"], {
    runs: [runFixture(2, "red"), runFixture(2, "green", { attempt: 2 })],
  });
  const progress = batchProgress(batch);
  expect(progress).toMatchObject({ green: 2, red: undefined, isFlaky: true, lights: ["green", "green"] });
  const told = batchFixture(["a"], {
    runs: [runFixture(1, "running", { gates: [gateFixture("test", 1, { isFlaky: true })] })],
  });
  expect(batchProgress(told).isFlaky).toBe(true);
});

test("runs that were called off say nothing", () => {
  const batch = batchFixture(["a", "b"], { runs: [runFixture(2, "cancelled")] });
  expect(batchProgress(batch)).toMatchObject({ green: 0, red: undefined, over: [] });
});

test("the green part never reaches into the red one, whatever the runs say", () => {
  const run = fc.record({ upTo: fc.integer({ min: 1, max: 8 }), state: fc.constantFrom("green", "red", "running") });
  fc.assert(
    fc.property(fc.array(run, { maxLength: 12 }), (runs) => {
      const batch = batchFixture(MEMBERS, {
        state: "bisecting",
        runs: runs.map(({ upTo, state }) => runFixture(upTo, state === "green" || state === "red" ? state : "running")),
      });
      const { green, red, lights } = batchProgress(batch);
      expect(lights).toHaveLength(8);
      if (red !== undefined) expect(red).toBeGreaterThan(green);
    }),
    { seed: 3 },
  );
});

test("the bound is two runs a halving and one", () => {
  expect([1, 2, 5, 8, 20].map(bound)).toEqual([1, 3, 7, 7, 11]);
});
