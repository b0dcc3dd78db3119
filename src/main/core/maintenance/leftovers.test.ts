import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { type Clock, ManualClock } from "../base/clock.ts";
import { type KeptFolder, findLeftovers, removeLeftovers } from "./leftovers.ts";
import { startPruning } from "./pruning.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 5, 1);

/** A folder with one folder in it for each entry, written so many days ago. */
function makeFolder(entries: Readonly<Record<string, { readonly days: number; readonly bytes: number }>>) {
  const folder = mkdtempSync(path.join(tmpdir(), "drover-kept-"));
  for (const [name, { days, bytes }] of Object.entries(entries)) {
    const inner = path.join(folder, name);
    mkdirSync(inner);
    const file = path.join(inner, "file");
    writeFileSync(file, "x".repeat(bytes));
    const at = (NOW - days * DAY_MS) / 1000;
    utimesSync(file, at, at);
    utimesSync(inner, at, at);
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

const kept = (folder: string, more: Partial<KeptFolder> = {}): KeptFolder => ({
  ...{ folder, what: "things", maxAgeMs: 14 * DAY_MS, maxBytes: 1_000, isNeeded: () => false },
  ...more,
});

it("finds what is too old, then of the rest the oldest that is too much, and leaves alone what is needed", async () => {
  using made = makeFolder({
    old: { days: 20, bytes: 10 },
    needed: { days: 30, bytes: 5_000 },
    first: { days: 3, bytes: 600 },
    second: { days: 2, bytes: 600 },
    third: { days: 1, bytes: 300 },
  });
  const found = await findLeftovers(kept(made.folder, { isNeeded: (name) => name === "needed" }), NOW);
  expect(found.map((one) => path.basename(one.path)).toSorted()).toEqual(["first", "old"]);
  expect(await removeLeftovers(found)).toBe(610);
  expect(readdirSync(made.folder).toSorted()).toEqual(["needed", "second", "third"]);
});

it("finds nothing where there is no folder", async () => {
  expect(await findLeftovers(kept("/nonexistent/folder"), NOW)).toEqual([]);
});

it("clears away a while after the start and once a day, until it is disposed of", async () => {
  using made = makeFolder({ old: { days: 20, bytes: 10 }, young: { days: 13.5, bytes: 10 } });
  const manual = new ManualClock(NOW);
  const armed = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let timers = 0;
  // It sets the next timer once a round is over.
  const clock: Clock = {
    now: () => manual.now(),
    after(ms, callback) {
      const timer = manual.after(ms, callback);
      armed[timers]?.resolve();
      timers += 1;
      return timer;
    },
  };
  const errors: unknown[] = [];
  const asked: PromiseWithResolvers<void>[] = [Promise.withResolvers(), Promise.withResolvers()];
  let round = 0;
  const after: KeptFolder = kept("/nonexistent/second", {});
  // The second folder is looked at when the first one is done.
  const second = {
    ...after,
    get folder() {
      asked[round]?.resolve();
      round += 1;
      return "/nonexistent/second";
    },
  };
  const pruning = startPruning({
    isOff: () => false,
    clock,
    folders: [kept(made.folder), second],
    report: (error) => errors.push(error),
  });
  manual.advance(60_000);
  await asked[0]?.promise;
  expect(readdirSync(made.folder)).toEqual(["young"]);
  await armed[1]?.promise;
  manual.advance(DAY_MS);
  await asked[1]?.promise;
  expect(readdirSync(made.folder)).toEqual([]);
  await pruning[Symbol.asyncDispose]();
  manual.advance(10 * DAY_MS);
  expect(round).toBe(2);
  expect(errors).toEqual([]);
});
