import { array, assert, constantFrom, nat, property, record, uniqueArray } from "fast-check";
import { expect, test } from "vitest";
import { longestChain } from "./longest-chain.ts";

const IDS = ["a", "b", "c", "d", "e", "f"];

test("follows what waits, and weighs it", () => {
  const links = new Map([
    ["b", ["a"]],
    ["c", ["b", "x"]],
    ["d", ["a"]],
  ]);
  const after = (id: string) => links.get(id) ?? [];
  expect(longestChain(["a", "b", "c", "d"], { after, weight: () => 1 })).toEqual({ ids: ["a", "b", "c"], weight: 3 });
  const weight = (id: string) => (id === "d" ? 9 : 1);
  expect(longestChain(["a", "b", "c", "d"], { after, weight })).toEqual({ ids: ["a", "d"], weight: 10 });
  expect(longestChain([], { after, weight })).toBeUndefined();
});

test("is a chain of links without repetition, as heavy as it says, on any graph, circles too", () => {
  const link = record({ to: constantFrom(...IDS), from: constantFrom(...IDS) });
  assert(
    property(array(link, { maxLength: 20 }), array(nat(9), { minLength: 6, maxLength: 6 }), (links, weights) => {
      const after = (id: string) => links.filter(({ to }) => to === id).map(({ from }) => from);
      const weight = (id: string) => weights[IDS.indexOf(id)] ?? 0;
      const chain = longestChain(IDS, { after, weight });
      const ids = chain?.ids ?? [];
      expect(new Set(ids).size).toBe(ids.length);
      for (const [nth, id] of ids.entries()) {
        const before = ids[nth - 1];
        if (before !== undefined) expect(after(id)).toContain(before);
      }
      expect(ids.reduce((sum, id) => sum + weight(id), 0)).toBe(chain?.weight);
      expect(chain?.weight).toBeGreaterThanOrEqual(Math.max(...weights));
    }),
    { seed: 11 },
  );
});

test("finds the longest of all where there is no circle", () => {
  const edges = uniqueArray(record({ from: nat(5), to: nat(5) }), {
    maxLength: 12,
    selector: (e) => `${e.from} ${e.to}`,
  });
  assert(
    property(edges, (some) => {
      const forward = some.filter(({ from, to }) => from < to);
      const after = (id: string) => forward.filter(({ to }) => IDS[to] === id).map(({ from }) => IDS[from] ?? "");
      const depth = (id: string): number => 1 + Math.max(0, ...after(id).map(depth));
      expect(longestChain(IDS, { after, weight: () => 1 })?.weight).toBe(Math.max(...IDS.map(depth)));
    }),
    { seed: 12 },
  );
});

test("goes down a chain of many thousands", () => {
  const ids = Array.from({ length: 20_000 }, (_, nth) => `i-${nth}`);
  const after = (id: string) => (id === "i-0" ? [] : [`i-${Number(id.slice(2)) - 1}`]);
  expect(longestChain(ids.toReversed(), { after, weight: () => 1 })?.weight).toBe(20_000);
});
