import { expect, it } from "vitest";
import { shareRuns } from "./share-runs.ts";

function counted() {
  const runs: PromiseWithResolvers<number>[] = [];
  const ask = shareRuns((_key: string) => {
    runs.push(Promise.withResolvers());
    return runs[runs.length - 1]?.promise ?? Promise.reject(new Error("none"));
  });
  return { runs, ask };
}

it("gives those who ask while it runs one run that begins after it", async () => {
  const { runs, ask } = counted();
  const first = ask("a");
  const later = [ask("a"), ask("a"), ask("a")];
  expect(runs).toHaveLength(1);
  runs[0]?.resolve(1);
  expect(await first).toBe(1);
  await Promise.resolve();
  expect(runs).toHaveLength(2);
  const last = ask("a");
  runs[1]?.resolve(2);
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
  runs[2]?.resolve(3);
  expect(await last).toBe(3);
});

it("goes on after a failure, and runs different keys at once", async () => {
  const { runs, ask } = counted();
  const first = ask("a");
  const second = ask("a");
  const other = ask("b");
  expect(runs).toHaveLength(2);
  runs[0]?.reject(new Error("lost"));
  await expect(first).rejects.toThrow("lost");
  await Promise.resolve();
  runs[2]?.resolve(2);
  runs[1]?.resolve(9);
  expect(await second).toBe(2);
  expect(await other).toBe(9);
  const again = ask("a");
  runs[3]?.resolve(4);
  expect(await again).toBe(4);
});
