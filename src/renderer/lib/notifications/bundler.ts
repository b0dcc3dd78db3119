import type { Notification } from "../../../shared/model/mail.ts";
import type { Clock } from "../clock.ts";

/** Collects notifications of one kind that come close together, so that a burst is told once. */
export interface Bundler {
  add(notification: Notification): void;
}

/** As long as one can wait without noticing: what comes together is told together. */
const GATHER_MS = 250;
/** While a burst goes on, the next word of it comes only so much later. */
const REST_MS = 5_000;

/** `show` gets at least one, all of one kind, the oldest first. */
export function createBundler(deps: {
  readonly clock: Clock;
  readonly show: (notifications: readonly Notification[]) => void;
}): Bundler {
  const { clock, show } = deps;
  const gathered = new Map<Notification["kind"], Notification[]>();

  function wait(kind: Notification["kind"], ms: number): void {
    clock.after(ms, () => {
      const some = gathered.get(kind) ?? [];
      if (some.length === 0) {
        gathered.delete(kind);
        return;
      }
      gathered.set(kind, []);
      show(some);
      wait(kind, REST_MS);
    });
  }

  return {
    add(notification) {
      const { kind } = notification;
      const some = gathered.get(kind);
      if (some !== undefined) {
        some.push(notification);
        return;
      }
      gathered.set(kind, [notification]);
      wait(kind, GATHER_MS);
    },
  };
}
