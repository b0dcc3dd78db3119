import { setImmediate as turn } from "node:timers/promises";

/** Milliseconds of work after which others get a turn: well below a frame, and 10,000 lines are yet read in a few slices. */
const SLICE_MS = 6;

/** Keeps long work from holding up the event loop: ask `isDue` after every small step, and `rest` when it is. */
export interface Pace {
  readonly isDue: boolean;
  rest(): Promise<void>;
}

export function createPace(sliceMs = SLICE_MS): Pace {
  let began = performance.now();
  return {
    get isDue() {
      return performance.now() - began > sliceMs;
    },
    async rest() {
      await turn();
      began = performance.now();
    },
  };
}
