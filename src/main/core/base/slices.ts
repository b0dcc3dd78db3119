import { setImmediate as nextTurn } from "node:timers/promises";

/** Half of what a frame takes: whoever waits for the loop does not notice. */
const SLICE_MS = 8;

/**
 * Cuts long work into slices, between which everything else gets its turn. Called after each step; what it answers is to be
 * awaited, and is undefined most of the time: `const due = pause(); if (due !== undefined) await due;`
 */
export function createPause(ms = SLICE_MS): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < ms) return undefined;
    return nextTurn().then(() => {
      began = performance.now();
    });
  };
}

/** Sorted at once within a slice, then merged. */
const RUN = 8_000;

/** `toSorted` for lists so long that sorting them would hold up everything else. Stable. */
export async function sortInSlices<T>(items: readonly T[], compare: (a: T, b: T) => number): Promise<readonly T[]> {
  const pause = createPause();
  let runs: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += RUN) {
    runs.push(items.slice(start, start + RUN).toSorted(compare));
    await pause();
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let n = 0; n < runs.length; n += 2) merged.push(await merge(runs[n] ?? [], runs[n + 1] ?? [], compare, pause));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(
  a: readonly T[],
  b: readonly T[],
  compare: (a: T, b: T) => number,
  pause: () => Promise<void> | undefined,
): Promise<readonly T[]> {
  const merged: T[] = [];
  let rest = 0;
  for (const one of a) {
    for (let other = b[rest]; other !== undefined && compare(other, one) < 0; other = b[rest]) {
      merged.push(other);
      rest += 1;
    }
    merged.push(one);
    const due = merged.length % LOOKED === 0 ? pause() : undefined;
    if (due !== undefined) await due;
  }
  return merged.concat(b.slice(rest));
}

/** Looking at the clock at every step costs more than the step. */
const LOOKED = 256;
