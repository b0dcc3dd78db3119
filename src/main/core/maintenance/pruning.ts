import type { Clock } from "../base/clock.ts";
import { findLeftovers, removeLeftovers } from "./leftovers.ts";
import type { KeptFolder } from "./leftovers.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Others have more urgent things to do when a core starts. */
const FIRST_MS = 60_000;

export interface PruningDeps {
  readonly clock: Clock;
  readonly folders: readonly KeptFolder[];
  /** Nobody holds the maintenance controller's role: nothing is removed. */
  readonly isOff: () => boolean;
  readonly report: (error: unknown) => void;
}

/** Removes leftovers a minute after the start, then once a day. Dispose of it to end that; what is under way is awaited. */
export function startPruning({ clock, folders, isOff, report }: PruningDeps): AsyncDisposable {
  let timer: Disposable | undefined;
  let running = Promise.resolve();
  let isOver = false;

  async function prune(): Promise<void> {
    for (const folder of folders) {
      if (isOver || isOff()) return;
      try {
        await removeLeftovers(await findLeftovers(folder, clock.now()));
      } catch (error) {
        report(error);
      }
    }
  }

  function arm(ms: number): void {
    timer = clock.after(ms, () => {
      running = prune().then(() => {
        if (!isOver) arm(DAY_MS);
      });
    });
  }

  arm(FIRST_MS);
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      timer?.[Symbol.dispose]();
      await running;
    },
  };
}
