import { expect, it } from "vitest";
import { mergeStreams } from "./merge-streams.ts";

async function* of(...values: number[]) {
  yield* values;
}

/** A stream of which each next value is what that says. */
function streamOf(next: () => Promise<IteratorResult<number, undefined>>): AsyncIterable<number> {
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

/** Waits for ever, but for the signal. */
const silent = (signal: AbortSignal) =>
  streamOf(
    () =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          resolve({ done: true, value: undefined });
        });
      }),
  );

it("has everything of all streams, each in its order, and ends when they have", async () => {
  const { signal } = new AbortController();
  const got: number[] = [];
  for await (const value of mergeStreams([of(1, 2, 3), of(10, 20)], signal)) got.push(value);
  expect(got.filter((value) => value < 10)).toEqual([1, 2, 3]);
  expect(got.filter((value) => value >= 10)).toEqual([10, 20]);
});

it("ends with the signal while a stream says nothing", async () => {
  const stop = new AbortController();
  const merged = mergeStreams([of(1), silent(stop.signal)], stop.signal);
  expect(await merged.next()).toEqual({ done: false, value: 1 });
  const next = merged.next();
  stop.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

it("fails with the stream that fails", async () => {
  const broken = streamOf(() => Promise.reject(new Error("broken")));
  const merged = mergeStreams([silent(new AbortController().signal), broken], new AbortController().signal);
  await expect(merged.next()).rejects.toThrow("broken");
});
