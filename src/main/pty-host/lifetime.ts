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
 * - idle: neither. After `idleMs` it ends, or after `keepEndedMs` while ended sessions wait to be collected and a core can
 *   still find them.
 * - over: left by nobody.
 */
export function createLifetime(deps: LifetimeDeps): Lifetime {
  let timer: Disposable | undefined;
  let idleSince: number | undefined;
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
    if (over) return;
    const { running, ended, peers } = deps.load();
    const isAnnounced = deps.isAnnounced();
    if (peers > 0 || (running > 0 && isAnnounced)) idleSince = undefined;
    else idleSince ??= deps.clock.now();
    if (peers > 0) return;
    // Looked at again each time, since nobody tells when the endpoint file goes.
    const limit = running === 0 && ended > 0 && isAnnounced ? deps.keepEndedMs : deps.idleMs;
    const left = idleSince === undefined ? deps.idleMs : idleSince + limit - deps.clock.now();
    if (left <= 0) end();
    else timer = deps.clock.after(Math.min(left, deps.idleMs), loadChanged);
  }

  return { end, loadChanged };
}
