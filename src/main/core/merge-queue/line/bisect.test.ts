import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Batch, GateRun } from "../../../../shared/model/batch.ts";
import { type Verdict, boundOf, judge, needless } from "./bisect.ts";

const COMMIT = "c".repeat(40);

function batchOf(length: number, runs: readonly GateRun[] = []): Pick<Batch, "members" | "runs"> {
  const members = Array.from({ length }, (_, i) => ({ submission: `sub-${i + 1}`, from: COMMIT, commit: COMMIT }));
  return { members, runs: [...runs] };
}

function run(upTo: number, state: GateRun["state"], attempt = 1): GateRun {
  return { id: `run-${upTo}-${attempt}`, commit: COMMIT, upTo, attempt, state, gates: [], startedAt: 0 };
}

interface Search {
  readonly length: number;
  readonly lanes: number;
  readonly retries: number;
  /** Whether the gates are green on that many members, this time. */
  isGreen(prefix: number, attempt: number): boolean;
}

/** Does what is asked until there is a verdict; each round's runs end together. */
function search({ length, lanes, retries, isGreen }: Search): { verdict: Verdict; runs: readonly GateRun[] } {
  const runs: GateRun[] = [];
  for (;;) {
    const verdict = judge(batchOf(length, runs), { retries, free: lanes, isFirst: true });
    if (verdict.kind !== "gate") return { verdict, runs };
    if (verdict.prefixes.length === 0) throw new Error("It waits for nothing.");
    for (const upTo of verdict.prefixes) {
      const attempt = runs.filter((one) => one.upTo === upTo).length + 1;
      runs.push(run(upTo, isGreen(upTo, attempt) ? "green" : "red", attempt));
    }
  }
}

describe("a batch", () => {
  it("is gated as a whole first", () => {
    expect(judge(batchOf(5), { retries: 1, free: 2, isFirst: true })).toEqual({ kind: "gate", prefixes: [5] });
    expect(judge(batchOf(5), { retries: 1, free: 0, isFirst: true })).toEqual({ kind: "gate", prefixes: [] });
    expect(judge(batchOf(5, [run(5, "green")]), { retries: 1, free: 2, isFirst: true })).toEqual({ kind: "green" });
  });

  it("is gated again when it is red, before a single member is suspected", () => {
    const verdict = judge(batchOf(5, [run(5, "red")]), { retries: 1, free: 2, isFirst: true });
    expect(verdict).toEqual({ kind: "gate", prefixes: [5] });
  });

  it("has nobody suspected while the second run goes on", () => {
    const runs = [run(3, "red"), run(3, "running", 2)];
    expect(judge(batchOf(3, runs), { retries: 1, free: 2, isFirst: true })).toEqual({ kind: "gate", prefixes: [] });
  });

  it("is green when a second run of the same commit is", () => {
    const runs = [run(5, "red"), run(5, "green", 2)];
    expect(judge(batchOf(5, runs), { retries: 1, free: 2, isFirst: true })).toEqual({ kind: "green" });
  });

  it("says nothing by its red gates while what it is stacked on is not known to be green", () => {
    const verdict = judge(batchOf(1, [run(1, "red"), run(1, "red", 2)]), { retries: 1, free: 2, isFirst: false });
    expect(verdict).toEqual({ kind: "gate", prefixes: [] });
  });

  it("counts no run that was broken off", () => {
    const runs = [run(1, "cancelled"), run(1, "cancelled", 2), run(1, "cancelled", 3)];
    expect(judge(batchOf(1, runs), { retries: 0, free: 1, isFirst: true })).toEqual({ kind: "gate", prefixes: [1] });
  });

  it.each([
    { retries: 0, runs: 1 },
    { retries: 1, runs: 2 },
    { retries: 3, runs: 4 },
  ])("of one is red after $runs runs with $retries retries", ({ retries, runs }) => {
    const found = search({ length: 1, lanes: 4, retries, isGreen: () => false });
    expect(found.verdict).toEqual({ kind: "culprit", lands: 0 });
    expect(found.runs).toHaveLength(runs);
  });

  it("has several prefixes gated at once where lanes are free", () => {
    const runs = [run(16, "red"), run(16, "red", 2)];
    expect(judge(batchOf(16, runs), { retries: 1, free: 1, isFirst: true })).toEqual({ kind: "gate", prefixes: [8] });
    expect(judge(batchOf(16, runs), { retries: 1, free: 3, isFirst: true })).toEqual({
      kind: "gate",
      prefixes: [4, 8, 12],
    });
  });

  it("needs no run any more that could tell nothing new", () => {
    const runs = [run(16, "red"), run(16, "red", 2), run(4, "running"), run(8, "red"), run(12, "running")];
    expect(needless(batchOf(16, runs)).map(({ upTo }) => upTo)).toEqual([12]);
    const green = [run(16, "red"), run(16, "red", 2), run(4, "running"), run(8, "green"), run(12, "running")];
    expect(needless(batchOf(16, green)).map(({ upTo }) => upTo)).toEqual([4]);
  });

  it("of two with a flaky gate lands what was green and leaves the rest to be gated alone", () => {
    const runs = [run(2, "red"), run(1, "red"), run(1, "green", 2)];
    expect(judge(batchOf(2, runs), { retries: 1, free: 1, isFirst: true })).toEqual({ kind: "unclear", lands: 1 });
  });
});

describe("the search for a culprit", () => {
  const shape = {
    length: fc.integer({ min: 1, max: 50 }),
    lanes: fc.integer({ min: 1, max: 16 }),
    retries: fc.integer({ min: 0, max: 5 }),
  };

  it("finds the first of any culprits within the bound, whatever lanes and retries there are", () => {
    fc.assert(
      fc.property(
        fc.record({
          ...shape,
          culprits: fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
        }),
        ({ culprits, ...rest }) => {
          const first = Math.min(...culprits);
          fc.pre(first <= rest.length);
          const { verdict, runs } = search({ ...rest, isGreen: (prefix) => prefix < first });
          expect(verdict).toEqual({ kind: "culprit", lands: first - 1 });
          expect(runs.length).toBeLessThanOrEqual(boundOf(rest.length, rest.retries));
        },
      ),
      { seed: 5, numRuns: 2_000 },
    );
  });

  it("keeps the bound and lands nothing that was not green, however the gates flip", () => {
    fc.assert(
      fc.property(fc.record({ ...shape, flips: fc.infiniteStream(fc.boolean()) }), ({ flips, ...rest }) => {
        const { verdict, runs } = search({ ...rest, isGreen: () => flips.next().value === true });
        expect(runs.length).toBeLessThanOrEqual(boundOf(rest.length, rest.retries));
        const lands = verdict.kind === "green" ? rest.length : verdict.kind === "gate" ? Number.NaN : verdict.lands;
        expect(lands === 0 || runs.some(({ upTo, state }) => upTo === lands && state === "green")).toBe(true);
      }),
      { seed: 6, numRuns: 2_000 },
    );
  });

  it("blames nobody by a single flake, where reds are run again", () => {
    fc.assert(
      fc.property(
        fc.record({ ...shape, retries: fc.constant(1), flake: fc.nat(20) }).filter(({ length }) => length > 1),
        ({ flake, ...rest }) => {
          let count = 0;
          const { verdict } = search({ ...rest, isGreen: () => count++ !== flake });
          expect(verdict).toEqual({ kind: "green" });
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  it("takes 7 runs of the 11 allowed to find one in twenty", () => {
    expect(boundOf(20, 1)).toBe(11);
    const { runs } = search({ length: 20, lanes: 1, retries: 1, isGreen: (prefix) => prefix < 13 });
    expect(runs.length).toBeLessThanOrEqual(8);
  });
});
