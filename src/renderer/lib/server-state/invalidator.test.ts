import { expect, test } from "vitest";
import { manualClock } from "../../testing/manual-clock.ts";
import { createInvalidator } from "./invalidator.ts";

function setUp(readMs = 0) {
  const clock = manualClock();
  const reads: string[][] = [];
  const invalidator = createInvalidator<string>({
    clock,
    refresh: (families) => {
      reads.push([...families]);
      return new Promise((resolve) => void clock.after(readMs, resolve));
    },
  });
  return { clock, reads, invalidator };
}

test("reads a burst of changes once", async () => {
  const { clock, reads, invalidator } = setUp();
  invalidator.mark(["items"]);
  invalidator.mark(["items", "overview"]);
  await clock.advance(30);
  expect(reads).toEqual([["items", "overview"]]);
});

test("keeps a gap between reads while changes keep coming, and misses none", async () => {
  const { clock, reads, invalidator } = setUp();
  for (let at = 0; at < 1_000; at += 10) {
    invalidator.mark(["items"]);
    await clock.advance(10);
  }
  await clock.advance(1_000);
  expect(reads.length).toBeGreaterThanOrEqual(4);
  expect(reads.length).toBeLessThanOrEqual(7);
});

test("rests three times as long as the last read took", async () => {
  const { clock, reads, invalidator } = setUp(500);
  invalidator.mark(["items"]);
  await clock.advance(30);
  invalidator.mark(["queue"]);
  await clock.advance(500 + 1_400);
  expect(reads).toHaveLength(1);
  await clock.advance(200);
  expect(reads).toEqual([["items"], ["queue"]]);
});

test("reads nothing after it was disposed of", async () => {
  const { clock, reads, invalidator } = setUp();
  invalidator.mark(["items"]);
  invalidator.dispose();
  await clock.advance(1_000);
  expect(reads).toEqual([]);
});
