import { createInbox } from "./inbox.ts";
import type { Wire } from "./wire.ts";

/** A message port of the DOM or of `node:worker_threads`. */
export interface EventTargetPort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close" | "messageerror", listener: () => void): void;
  start(): void;
  close(): void;
}

/** Electron's `MessagePortMain`. */
export interface EmitterPort {
  postMessage(message: unknown): void;
  on(type: "message", listener: (event: { readonly data: unknown }) => void): unknown;
  on(type: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * A wire over one end of a message channel, which it owns from now on. A `Uint8Array` is a terminal frame, everything
 * else a message. A port does not tell what it has not delivered yet, so `bufferedBytes` is 0, and it knows of no end but
 * an orderly one.
 */
export function messagePortWire(port: EventTargetPort | EmitterPort): Wire {
  const inbox = createInbox();
  const take = (event: { readonly data: unknown }) => {
    if (event.data instanceof Uint8Array) inbox.bytes(event.data);
    else inbox.message(event.data);
  };
  const closed = () => {
    inbox.closed();
  };
  if ("addEventListener" in port) {
    port.addEventListener("message", take);
    port.addEventListener("close", closed);
    port.addEventListener("messageerror", () => {
      inbox.closed("a message could not be read");
      port.close();
    });
  } else {
    port.on("message", take);
    port.on("close", closed);
  }
  port.start();
  return {
    bufferedBytes: 0,
    send(message) {
      if (!inbox.isClosed) port.postMessage(message);
    },
    sendBytes(frame) {
      if (!inbox.isClosed) port.postMessage(frame);
    },
    receive: inbox.receive,
    close() {
      if (inbox.isClosed) return;
      inbox.closed();
      port.close();
    },
  };
}
