import { FRAME_HEADER_BYTES, FRAME_KIND, createFrameDecoder, frameHeader } from "./frame-codec.ts";
import type { Wire, WireReceiver } from "./wire.ts";

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

/** A wire over a connected socket, which it owns from now on: it ends and destroys it. */
export function socketWire(socket: ByteSocket): Wire {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const frames = createFrameDecoder();
  const early: ((receiver: WireReceiver) => void)[] = [];
  let receiver: WireReceiver | undefined;
  let open = true;
  let reason: string | undefined;

  function deliver(step: (receiver: WireReceiver) => void): void {
    if (receiver === undefined) early.push(step);
    else step(receiver);
  }

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
    if (kind === FRAME_KIND.bytes) {
      deliver((to) => {
        to.bytes(payload);
      });
      return;
    }
    const message: unknown = JSON.parse(decoder.decode(payload));
    deliver((to) => {
      to.message(message);
    });
  }

  function broken(why: string): void {
    reason ??= why;
    open = false;
    socket.destroy();
  }

  socket.on("data", (chunk) => {
    if (reason !== undefined) return;
    let problem: string | undefined;
    try {
      problem = frames.feed(chunk, take);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      problem = "a message that is not JSON";
    }
    if (problem !== undefined) broken(problem);
  });
  socket.on("error", (error) => {
    reason ??= error.message;
  });
  socket.on("close", () => {
    open = false;
    deliver((to) => {
      to.closed(reason);
    });
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
    receive(to) {
      receiver = to;
      for (const step of early.splice(0)) step(to);
    },
    close() {
      if (!open) return;
      open = false;
      socket.end();
    },
  };
}
