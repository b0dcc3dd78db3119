/** One event of a stream. `cursor` is opaque to clients. */
export interface StreamEvent {
  readonly cursor: string;
  readonly value: unknown;
}

/** Events the server may send on one stream before the client must grant more. */
export interface Credit {
  readonly grant: (count: number) => void;
  /** Takes one as soon as there is one. False once the signal is aborted. */
  take(): Promise<boolean>;
}

/** No client of ours grants more at a time; whoever does only makes its own queue longer. */
const MAX_CREDIT = 65_536;

export function createCredit(initial: number, signal: AbortSignal): Credit {
  let left = Math.min(initial, MAX_CREDIT);
  let wake = () => {};
  signal.addEventListener("abort", () => {
    wake();
  });
  return {
    grant(count) {
      left = Math.min(left + count, MAX_CREDIT);
      wake();
    },
    async take() {
      while (left === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (signal.aborted) return false;
      left -= 1;
      return true;
    },
  };
}

export interface PumpOptions {
  readonly credit: Credit;
  readonly signal: AbortSignal;
  readonly send: (event: StreamEvent) => void;
  /** What the source threw when nobody waits for it any more. */
  readonly report: (error: unknown) => void;
}

/**
 * Pulls one event for each credit and sends it, until the source is at its end or the signal aborts; rejects with what the
 * source throws. An abort does not wait for an event that was asked for and has not come.
 */
export async function pump(source: AsyncIterable<StreamEvent>, options: PumpOptions): Promise<void> {
  const { credit, signal, send, report } = options;
  const events = source[Symbol.asyncIterator]();
  let stopWaiting = () => {};
  signal.addEventListener("abort", () => {
    stopWaiting();
  });
  let ended = false;
  try {
    while (await credit.take()) {
      // Not Promise.race with the abort: each round would leave a reaction on the promise that outlives them all.
      const next = await new Promise<IteratorResult<StreamEvent> | undefined>((resolve, reject) => {
        stopWaiting = () => {
          resolve(undefined);
        };
        events.next().then(resolve, reject);
      });
      if (next === undefined) return;
      if (next.done === true) {
        ended = true;
        return;
      }
      send(next.value);
    }
  } catch (error) {
    ended = true;
    throw error;
  } finally {
    if (!ended) events.return?.().catch(report);
  }
}
