import type { Clock } from "../core/base/clock.ts";

export interface KeepInPlaceDeps {
  readonly clock: Clock;
  isInPlace(): boolean;
  /** Called while it is not; called again later where it fails. */
  restore(): Promise<void>;
  report(error: unknown): void;
}

/** Seldom enough to cost nothing, often enough that somebody who wonders finds it mended. */
const LOOK_MS = 10_000;

/**
 * Looks from time to time whether a file by which others find this process is still there, and puts it back: whoever
 * tidies up temporary folders does not ask whether what is in them is in use. Disposing waits for what is under way.
 */
export function keepInPlace({ clock, isInPlace, restore, report }: KeepInPlaceDeps): AsyncDisposable {
  let timer: Disposable | undefined;
  let restoring: Promise<void> | undefined;
  let isOver = false;

  function look(): void {
    restoring = isInPlace() ? undefined : restore().catch(report);
    const again = () => {
      if (!isOver) timer = clock.after(LOOK_MS, look);
    };
    if (restoring === undefined) again();
    else void restoring.then(again);
  }

  timer = clock.after(LOOK_MS, look);
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      timer?.[Symbol.dispose]();
      await restoring;
    },
  };
}
