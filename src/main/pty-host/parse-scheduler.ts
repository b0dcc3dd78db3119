/** Somebody with output to bring onto a screen. */
export interface ParseTask {
  /** Brings about `maxBytes` onto the screen and calls back; false when there is nothing to do. */
  parse(maxBytes: number, done: () => void): boolean;
  /** Somebody waits for this screen: it comes before those that only pay their debts. */
  readonly urgent: boolean;
}

export interface ParseScheduler {
  /** Gives the task turns until it has nothing to do. */
  request(task: ParseTask): void;
  forget(task: ParseTask): void;
}

/** About a millisecond of parsing: the longest that a keystroke of another session has to wait for it. */
const SLICE_BYTES = 64 * 1024;

/**
 * Shares one thread's parsing among all screens of a host, a slice at a time, in turn. xterm.js starts a write in a
 * later turn of the event loop, so reading terminals, typing and other sessions come in between.
 */
export function createParseScheduler(): ParseScheduler {
  const waiting = new Set<ParseTask>();
  let busy = false;

  function next(): void {
    if (busy) return;
    for (const task of [...waiting.values()].toSorted((a, b) => Number(b.urgent) - Number(a.urgent))) {
      waiting.delete(task);
      let done = false;
      busy = true;
      const started = task.parse(SLICE_BYTES, () => {
        done = true;
        busy = false;
        // Behind all others now.
        waiting.add(task);
        queueMicrotask(next);
      });
      if (started || done) return;
      busy = false;
    }
  }

  return {
    request(task) {
      waiting.add(task);
      next();
    },
    forget(task) {
      waiting.delete(task);
    },
  };
}
