import { FRAME_HEADER_BYTES, FRAME_KIND, createFrameDecoder, frameHeader } from "./frame-codec.ts";
import { createInbox } from "./inbox.ts";
import type { Wire } from "./wire.ts";

/** What a wire needs of a stream socket; Node's `net.Socket` is one. */
export interface ByteSocket {
  readonly writableLength: number;
  write(chunk: Uint8Array): boolean;
  cork(): void;
  uncork(): void;
  end(): unknown;
  destroy(): unknown;
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "close", listener: () => void): unknown;
}

/** Frames below this are copied behind their header: one small write is cheaper than two gathered ones. */
const COPY_LIMIT_BYTES = 4096;

/** What is still to be sent at the end goes out first, unless it is so much that the other side seems not to read. */
const LAST_WORDS_BYTES = 4 * 1024 * 1024;

/** A wire over a connected socket, which it owns from now on: it ends and destroys it. */
export function socketWire(socket: ByteSocket): Wire {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const frames = createFrameDecoder();
  const inbox = createInbox();
  let open = true;
  let reason: string | undefined;

  function put(kind: typeof FRAME_KIND.json | typeof FRAME_KIND.bytes, payload: Uint8Array): void {
    if (!open) return;
    const header = frameHeader(kind, payload.length);
    if (payload.length <= COPY_LIMIT_BYTES) {
      const whole = new Uint8Array(FRAME_HEADER_BYTES + payload.length);
      whole.set(header);
      whole.set(payload, FRAME_HEADER_BYTES);
      socket.write(whole);
      return;
    }
    socket.cork();
    socket.write(header);
    socket.write(payload);
    socket.uncork();
  }

  function take(kind: number, payload: Uint8Array): void {
    if (kind === FRAME_KIND.bytes) inbox.bytes(payload);
    else inbox.message(parse(decoder.decode(payload)));
  }

  function broken(why: string): void {
    reason ??= why;
    open = false;
    socket.destroy();
  }

  socket.on("data", (chunk) => {
    if (reason !== undefined) return;
    try {
      const problem = frames.feed(chunk, take);
      if (problem !== undefined) broken(problem);
    } catch (error) {
      if (!(error instanceof NotJson)) throw error;
      broken("a message that is not JSON");
    }
  });
  socket.on("error", (error) => {
    reason ??= error.message;
  });
  socket.on("close", () => {
    open = false;
    inbox.closed(reason);
  });

  return {
    send(message) {
      put(FRAME_KIND.json, encoder.encode(JSON.stringify(message)));
    },
    sendBytes(frame) {
      put(FRAME_KIND.bytes, frame);
    },
    get bufferedBytes() {
      return socket.writableLength;
    },
    receive: inbox.receive,
    close() {
      if (!open) return;
      open = false;
      if (socket.writableLength > LAST_WORDS_BYTES) socket.destroy();
      else socket.end();
    },
  };
}

/** Its own class, so that a SyntaxError thrown by a receiver is not taken for it. */
class NotJson extends Error {}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotJson("not JSON", { cause: error });
  }
}
