import type { WireReceiver } from "./wire.ts";

/** What every transport does with arrivals: keeps them until there is a receiver, and tells the end once and last. */
export interface Inbox extends WireReceiver {
  readonly isClosed: boolean;
  /** Sets the only receiver and delivers at once what arrived before. */
  readonly receive: (receiver: WireReceiver) => void;
}

export function createInbox(): Inbox {
  let receiver: WireReceiver | undefined;
  let early: ((to: WireReceiver) => void)[] = [];
  let isClosed = false;

  function deliver(item: (to: WireReceiver) => void): void {
    if (receiver === undefined) early.push(item);
    else item(receiver);
  }

  return {
    get isClosed() {
      return isClosed;
    },
    receive(next) {
      receiver = next;
      const items = early;
      early = [];
      for (const item of items) item(next);
    },
    message(message) {
      if (isClosed) return;
      deliver((to) => {
        to.message(message);
      });
    },
    bytes(frame) {
      if (isClosed) return;
      deliver((to) => {
        to.bytes(frame);
      });
    },
    closed(reason) {
      if (isClosed) return;
      isClosed = true;
      deliver((to) => {
        to.closed(reason);
      });
    },
  };
}
