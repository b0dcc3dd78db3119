import type { Clock } from "./clock.ts";

export interface KeyedReconcilerDeps<K> {
  readonly clock: Clock;
  /**
   * Brings what is into line with what should be, for one key, and returns when nothing is left to do. `again` looks once
   * more after so many milliseconds. What it throws is reported, and it is tried again later.
   */
  readonly reconcile: (key: K, again: (ms: number) => void) => Promise<void>;
  /** A failed attempt, the first of a row and every later one. */
  readonly report: (error: unknown, key: K) => void;
  /** First pause after a failure; doubled by each that follows, up to `maxRetryMs`. */
  readonly retryMs?: number;
  readonly maxRetryMs?: number;
}

interface Slot {
  running: Promise<void> | undefined;
  woken: boolean;
  failures: number;
  timer: Disposable | undefined;
}

/**
 * Runs a reconciling function at most once at a time for each key; any number of wake-ups while it runs make it run once
 * more. Level-triggered, so that a lost or doubled wake-up does no harm.
 */
export class KeyedReconciler<K> implements AsyncDisposable {
  readonly #deps: KeyedReconcilerDeps<K>;
  readonly #slots = new Map<K, Slot>();
  #disposed = false;

  constructor(deps: KeyedReconcilerDeps<K>) {
    this.#deps = deps;
  }

  wake(key: K): void {
    if (this.#disposed) return;
    const slot = this.#slotOf(key);
    slot.woken = true;
    slot.running ??= this.#run(key, slot);
  }

  /** Resolves when nothing runs; timers for later looks may stand. */
  async idle(): Promise<void> {
    for (;;) {
      const running = [...this.#slots.values()].flatMap((slot) => (slot.running === undefined ? [] : [slot.running]));
      if (running.length === 0) return;
      await Promise.all(running);
    }
  }

  /** Starts nothing more, and waits for what runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    for (const slot of this.#slots.values()) slot.timer?.[Symbol.dispose]();
    await this.idle();
  }

  async #run(key: K, slot: Slot): Promise<void> {
    // What a caller does after waking belongs to the same change: begin behind it.
    await Promise.resolve();
    while (slot.woken && !this.#disposed) {
      slot.woken = false;
      slot.timer?.[Symbol.dispose]();
      slot.timer = undefined;
      try {
        await this.#deps.reconcile(key, (ms) => {
          this.#later(key, slot, ms);
        });
        slot.failures = 0;
      } catch (error) {
        this.#deps.report(error, key);
        const { retryMs = 1_000, maxRetryMs = 60_000 } = this.#deps;
        this.#later(key, slot, Math.min(maxRetryMs, retryMs * 2 ** slot.failures));
        slot.failures += 1;
      }
    }
    slot.running = undefined;
    if (slot.timer === undefined && slot.failures === 0) this.#slots.delete(key);
  }

  #later(key: K, slot: Slot, ms: number): void {
    slot.timer?.[Symbol.dispose]();
    if (this.#disposed) return;
    slot.timer = this.#deps.clock.after(ms, () => {
      slot.timer = undefined;
      this.wake(key);
    });
  }

  #slotOf(key: K): Slot {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      this.#slots.set(key, (slot = { running: undefined, woken: false, failures: 0, timer: undefined }));
    }
    return slot;
  }
}
