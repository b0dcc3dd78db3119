import { createInbox } from "./inbox.ts";
import type { Wire } from "./wire.ts";

/** What the browser's WebSocket and the one of `ws` have in common. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "open", listener: () => void): void;
  addEventListener(type: "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
}

const CONNECTING = 0;
const OPEN = 1;
/** Close codes of RFC 6455: done; the other side goes away (a tab closed); closed without saying why. */
const ORDERLY = new Set([1000, 1001, 1005]);
const UNSUPPORTED_DATA = 1003;

/**
 * A wire over a WebSocket, which it owns from now on and which may still be connecting: text frames are messages, binary
 * ones terminal frames. Text that is not JSON ends the connection.
 */
export function webSocketWire(socket: WebSocketLike): Wire {
  const inbox = createInbox();
  let early: (string | Uint8Array<ArrayBuffer>)[] = [];
  socket.binaryType = "arraybuffer";

  function send(data: string | Uint8Array<ArrayBuffer>): void {
    if (inbox.isClosed) return;
    if (socket.readyState === OPEN) socket.send(data);
    else if (socket.readyState === CONNECTING) early.push(data);
  }

  socket.addEventListener("open", () => {
    for (const data of early) socket.send(data);
    early = [];
  });
  socket.addEventListener("message", ({ data }) => {
    if (data instanceof ArrayBuffer) return inbox.bytes(new Uint8Array(data));
    let message: unknown;
    try {
      message = JSON.parse(String(data));
    } catch {
      inbox.closed("the other side sent text that is not JSON");
      socket.close(UNSUPPORTED_DATA, "not JSON");
      return;
    }
    inbox.message(message);
  });
  // What went wrong is in the close event that always follows.
  socket.addEventListener("error", () => {});
  socket.addEventListener("close", ({ code, reason }) => {
    if (ORDERLY.has(code)) inbox.closed();
    else inbox.closed(reason === "" ? `the WebSocket ended with code ${code}` : reason);
  });

  return {
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    send(message) {
      send(JSON.stringify(message));
    },
    sendBytes(frame) {
      send(ownBytes(frame));
    },
    receive: inbox.receive,
    close() {
      if (inbox.isClosed) return;
      inbox.closed();
      socket.close(1000);
    },
  };
}

/** WebSockets do not take shared memory, which terminal frames never are: this tells the compiler, and copies if it ever is. */
function ownBytes(frame: Uint8Array): Uint8Array<ArrayBuffer> {
  return isOwn(frame) ? frame : new Uint8Array(frame);
}

function isOwn(frame: Uint8Array): frame is Uint8Array<ArrayBuffer> {
  return frame.buffer instanceof ArrayBuffer;
}
