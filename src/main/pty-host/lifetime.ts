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
  /** Whether the endpoint file is still there, without which no core will ever find this host. */
  isAnnounced(): boolean;
  /** Called once. */
  end(): void;
}

/**
 * - attended: a core is connected. No timer runs.
 * - alone: a program runs, but no core is connected. Goes on for as long as a core can still find it: whoever removes
 *   the workspace removes the endpoint file, and then the host ends with all that runs in it.
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

  function loadChanged(): void {
    timer?.[Symbol.dispose]();
    timer = undefined;
    const { running, ended, peers } = deps.load();
    if (over || peers > 0) return;
    const abandoned = !deps.isAnnounced();
    if (running > 0) timer = deps.clock.after(deps.idleMs, abandoned ? end : loadChanged);
    else timer = deps.clock.after(ended > 0 && !abandoned ? deps.keepEndedMs : deps.idleMs, end);
  }

  return { end, loadChanged };
}
