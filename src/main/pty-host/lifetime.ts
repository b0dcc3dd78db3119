import type { Clock } from "../core/base/clock.ts";
import type { PtyHost } from "./host.ts";

/** When a host ends by itself. */
export interface Lifetime {
  loadChanged(): void;
  /** Ends it now. */
  end(): void;
}

export interface LifetimeDeps {
  readonly clock: Clock;
  readonly idleMs: number;
  readonly keepEndedMs: number;
  load(): PtyHost["load"];
  /** Called once. */
  end(): void;
}

/**
 * - in use: a program runs, or a core is connected. No timer runs.
 * - idle: neither. After `idleMs` it ends, or after `keepEndedMs` while ended sessions wait to be collected.
 * - over: left by nobody.
 */
export function createLifetime(deps: LifetimeDeps): Lifetime {
  let timer: Disposable | undefined;
  let over = false;

  function end(): void {
    if (over) return;
    over = true;
    timer?.[Symbol.dispose]();
    deps.end();
  }

  return {
    end,
    loadChanged() {
      timer?.[Symbol.dispose]();
      timer = undefined;
      const { running, ended, peers } = deps.load();
      if (over || running > 0 || peers > 0) return;
      timer = deps.clock.after(ended > 0 ? deps.keepEndedMs : deps.idleMs, end);
    },
  };
}
