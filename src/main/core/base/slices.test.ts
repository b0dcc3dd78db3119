import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createPause, sortInSlices } from "./slices.ts";

test("sorts as at once, and leaves equals in their order", async () => {
  const list = fc.array(fc.record({ key: fc.nat(50), n: fc.nat() }), { minLength: 0, maxLength: 9_000, size: "max" });
  await fc.assert(
    fc.asyncProperty(list, async (items) => {
      const compare = (a: { key: number }, b: { key: number }) => a.key - b.key;
      expect(await sortInSlices(items, compare)).toEqual(items.toSorted(compare));
    }),
    { seed: 20_261_121, numRuns: 20 },
  );
});

test("lets others have their turn in between", async () => {
  const pause = createPause(0);
  let turns = 0;
  setImmediate(() => (turns += 1));
  for (let n = 0; n < 3; n += 1) await pause();
  expect(turns).toBe(1);
});
