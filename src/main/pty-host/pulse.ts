import type { Clock } from "../core/base/clock.ts";

/** Runs callbacks together at the end of the present period; no timer runs while nobody asked. */
export interface Pulse {
  readonly periodMs: number;
  /** Once per period, however often it is asked for. */
  request(callback: () => void): void;
  dispose(): void;
}

/** One timer for all sessions of a host: the processor wakes once for all of them. */
export function createPulse(clock: Clock, periodMs: number): Pulse {
  const callbacks = new Set<() => void>();
  let timer: Disposable | undefined;
  return {
    periodMs,
    request(callback) {
      callbacks.add(callback);
      timer ??= clock.after(periodMs, () => {
        timer = undefined;
        const due = [...callbacks];
        callbacks.clear();
        for (const run of due) run();
      });
    },
    dispose() {
      timer?.[Symbol.dispose]();
      callbacks.clear();
    },
  };
}

/** Tells at once when nothing was told for a period, otherwise at the end of it: quick after silence, rare in a flood. */
export function createThrottle(clock: Clock, pulse: Pulse, tell: () => void): () => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  let pending = false;
  const due = () => {
    pending = false;
    toldAt = clock.now();
    tell();
  };
  return () => {
    if (pending) return;
    if (clock.now() - toldAt >= pulse.periodMs) return due();
    pending = true;
    pulse.request(due);
  };
}
