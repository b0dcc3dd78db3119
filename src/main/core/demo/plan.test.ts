import { expect, it } from "vitest";
import { FEATURES } from "./features.ts";
import { planDemo } from "./plan.ts";

const SEEDS = Array.from({ length: 300 }, (_, seed) => seed * 7919);

it("plans the same for the same seed, and differently for others", () => {
  expect(planDemo(42)).toEqual(planDemo(42));
  const kinds = new Set(SEEDS.map((seed) => JSON.stringify(planDemo(seed).troubles)));
  expect(kinds.size).toBeGreaterThan(20);
});

it("has twelve items, each behind what it waits for, and eight that can begin at once", () => {
  expect(FEATURES).toHaveLength(12);
  for (const seed of SEEDS) {
    const { items } = planDemo(seed);
    const before = new Set<string>();
    for (const { feature, after } of items) {
      expect(after.filter((key) => !before.has(key))).toEqual([]);
      before.add(feature.key);
    }
    expect(before.size).toBe(12);
    expect(items.filter((item) => item.after.length === 0)).toHaveLength(8);
  }
});

it("gives each trouble to an agent of its own, and lets the conflicting two begin at once", () => {
  for (const seed of SEEDS) {
    const { items, troubles } = planDemo(seed);
    const { conflict, redGate, crash, stall } = troubles;
    expect(new Set([...conflict, redGate, crash, stall]).size).toBe(5);
    const waiting = items.filter((item) => item.after.length > 0).map((item) => item.feature.key);
    expect(waiting).not.toContain(conflict[0]);
    expect(waiting).not.toContain(conflict[1]);
    expect(waiting).not.toContain(stall);
  }
});
