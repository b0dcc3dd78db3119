import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createSortedList } from "./sorted-list.ts";

test("holds what was added and not removed, in order, however much that is", () => {
  const step = fc.record({ deed: fc.constantFrom("add", "add", "remove"), n: fc.nat(5_000) });
  const steps = fc.array(step, { maxLength: 4_000, size: "max" });
  const start = fc.uniqueArray(fc.nat(5_000), { maxLength: 2_000, size: "max" });
  fc.assert(
    fc.property(start, steps, (begun, todo) => {
      const list = createSortedList<number>((a, b) => a - b);
      const model = new Set(begun);
      list.reset(begun);
      for (const { deed, n } of todo) {
        if (deed === "remove") {
          list.remove(n);
          model.delete(n);
        } else if (!model.has(n)) {
          list.add(n);
          model.add(n);
        }
      }
      const sorted = [...model].toSorted((a, b) => a - b);
      expect([...list]).toEqual(sorted);
      expect([list.size, list.first()]).toEqual([sorted.length, sorted[0]]);
      for (const n of sorted) list.remove(n);
      expect([[...list], list.size]).toEqual([[], 0]);
    }),
    { seed: 20_261_121, numRuns: 40 },
  );
});
