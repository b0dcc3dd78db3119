import { expect, it } from "vitest";
import { mergeStreams } from "./merge-streams.ts";

async function* of(...values: number[]) {
  yield* values;
}

/** Waits for ever, but for the signal. */
async function* silent(signal: AbortSignal): AsyncGenerator<number> {
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}

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
  async function* broken(): AsyncGenerator<number> {
    throw new Error("broken");
  }
  const merged = mergeStreams([silent(new AbortController().signal), broken()], new AbortController().signal);
  await expect(merged.next()).rejects.toThrow("broken");
});
