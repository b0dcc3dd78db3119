import { createInbox } from "./inbox.ts";
import type { Wire } from "./wire.ts";

/**
 * Two ends of a connection within one process. What arrives is a copy, a turn later, so that both sides see what they
 * would see over any other transport. `later` puts off a call and keeps the order, e.g. `setImmediate`; it must let the
 * event loop turn (`queueMicrotask` does not), or an endless stream keeps everything else from running.
 */
export function memoryWirePair(later: (callback: () => void) => void): readonly [Wire, Wire] {
  const inboxes = [createInbox(), createInbox()] as const;
  const end = (own: 0 | 1): Wire => {
    const mine = inboxes[own];
    const theirs = inboxes[own === 0 ? 1 : 0];
    let buffered = 0;
    const put = (bytes: number, deliver: () => void) => {
      if (mine.isClosed) return;
      buffered += bytes;
      later(() => {
        buffered -= bytes;
        deliver();
      });
    };
    return {
      get bufferedBytes() {
        return buffered;
      },
      send(message) {
        const text = JSON.stringify(message);
        put(text.length, () => {
          theirs.message(JSON.parse(text));
        });
      },
      sendBytes(frame) {
        put(frame.length, () => {
          theirs.bytes(frame.slice());
        });
      },
      receive: mine.receive,
      close() {
        put(0, () => {
          theirs.closed();
        });
        mine.closed();
      },
    };
  };
  return [end(0), end(1)];
}
