import type { Result } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";

export interface CompactionPassDeps {
  readonly clock: Clock;
  /** Days after which closed items are compacted; undefined for never. Asked before each pass. */
  afterDays(): number | undefined;
  compact(olderThanDays: number, signal: AbortSignal): Promise<Result<unknown>>;
  report(error: unknown): void;
}

/** Long enough after the start that agents are at work again before old texts are looked at. */
const FIRST_MS = 10 * 60_000;
const EVERY_MS = 24 * 3_600_000;

/** Compacts once a day while the core runs, if the settings say so. */
export function createCompactionPass({ clock, afterDays, compact, report }: CompactionPassDeps): {
  start(): void;
} & AsyncDisposable {
  const stop = new AbortController();
  let timer: Disposable | undefined;
  let running: Promise<void> = Promise.resolve();

  async function pass(): Promise<void> {
    const days = afterDays();
    if (days === undefined) return;
    const done = await compact(days, stop.signal);
    // What cannot be written is told by the journal itself.
    if (!done.ok && done.error.code !== "journal-stopped") report(done.error);
  }

  function arm(ms: number): void {
    timer = clock.after(ms, () => {
      running = pass().catch(report);
      arm(EVERY_MS);
    });
  }

  return {
    start() {
      arm(FIRST_MS);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      timer?.[Symbol.dispose]();
      await running;
    },
  };
}
