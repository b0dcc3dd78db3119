/** Bytes on their way to the other process that it has not yet taken. Enough to keep the pipe busy, small for 100 requests. */
export const WINDOW_BYTES = 256 * 1024;

/** Counts bytes sent and not yet taken, and says when sending has to wait. */
export interface FlowWindow {
  sent(bytes: number): void;
  /** Calls back those who wait, in order, while there is room. */
  taken(bytes: number): void;
  readonly isFull: boolean;
  /** Resolves at once while there is room. */
  room(): Promise<void>;
  /** There will be no more answers: nobody has to wait any longer. */
  close(): void;
}

export function createFlowWindow(limit = WINDOW_BYTES): FlowWindow {
  let inFlight = 0;
  let isClosed = false;
  let waiting: (() => void)[] = [];

  function wake(): void {
    if (!isClosed && inFlight >= limit) return;
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  return {
    sent(bytes) {
      inFlight += bytes;
    },
    taken(bytes) {
      inFlight -= bytes;
      wake();
    },
    get isFull() {
      return !isClosed && inFlight >= limit;
    },
    async room() {
      while (!isClosed && inFlight >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close() {
      isClosed = true;
      wake();
    },
  };
}
