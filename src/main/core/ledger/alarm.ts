import type { Clock } from "../base/clock.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

/** Tells when an item has become ready because its time came: without it nobody would look, since nothing happened. */
export interface Alarm {
  /** The listener must not throw. */
  listen(listener: () => void): Disposable;
  [Symbol.dispose](): void;
}

export interface AlarmDeps {
  readonly clock: Clock;
  readonly store: Pick<RecordStore, "subscribe">;
  /** When the next item becomes ready by itself, in milliseconds since 1970; undefined when none does. */
  next(): number | undefined;
}

/** setTimeout counts in 31 bits: what is further off is looked at again then. */
const LONGEST_MS = 2 ** 31 - 1;

/** One timer, for the next item alone; none while nobody listens. */
export function createAlarm({ clock, store, next }: AlarmDeps): Alarm {
  const listeners = new Set<() => void>();
  let timer: { readonly at: number; readonly set: Disposable } | undefined;
  let isChecking = false;
  let subscription: Disposable | undefined;

  function check(): void {
    const at = listeners.size === 0 ? undefined : next();
    if (at === timer?.at) return;
    timer?.set[Symbol.dispose]();
    timer = at === undefined ? undefined : { at, set: clock.after(wait(at), ring) };
  }

  const wait = (at: number) => Math.min(LONGEST_MS, Math.max(0, at - clock.now()));

  function ring(): void {
    const isDue = timer !== undefined && timer.at <= clock.now();
    timer = undefined;
    if (isDue) for (const listener of listeners) listener();
    check();
  }

  /** Many changes in a row are looked at once. */
  const follow = () =>
    store.subscribe((event) => {
      if (event.kind !== "item" || isChecking) return;
      isChecking = true;
      queueMicrotask(() => {
        isChecking = false;
        check();
      });
    });

  return {
    listen(listener) {
      subscription ??= follow();
      listeners.add(listener);
      check();
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
          check();
        },
      };
    },
    [Symbol.dispose]() {
      subscription?.[Symbol.dispose]();
      listeners.clear();
      check();
    },
  };
}
