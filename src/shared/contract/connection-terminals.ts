import type { Failure } from "../model/result.ts";
import type { WireLink } from "../wire/server.ts";
import { type TerminalFrame, decodeTerminalFrame, encodeTerminalFrame } from "../wire/terminal-frame.ts";
import type { TerminalLink } from "./handlers.ts";

/** The binary channel of one served connection: who opened which stream, and what arrives for it. */
export interface ConnectionTerminals {
  readonly link: TerminalLink;
  /** Hands a frame from the viewer to whoever opened its stream. The failure is a viewer that does not keep to the format. */
  take(frame: Uint8Array): Failure<"bad-message"> | undefined;
  gone(): void;
}

/** What a viewer may send; the others go the other way. */
const FROM_VIEWER: ReadonlySet<TerminalFrame["op"]> = new Set(["ack", "input", "resize", "ask"]);

export function createConnectionTerminals(link: WireLink): ConnectionTerminals {
  const streams = new Map<number, (frame: TerminalFrame) => void>();
  let goneCallbacks: (() => void)[] | undefined = [];
  let nextStream = 1;

  return {
    link: {
      get bufferedBytes() {
        return link.bufferedBytes;
      },
      open(receiver) {
        const stream = nextStream++;
        streams.set(stream, receiver);
        return {
          stream,
          send(frame) {
            if (streams.has(stream)) link.sendBytes(encodeTerminalFrame(frame));
          },
          close() {
            streams.delete(stream);
          },
        };
      },
      onGone(callback) {
        if (goneCallbacks === undefined) callback();
        else goneCallbacks.push(callback);
      },
    },
    take(bytes) {
      const frame = decodeTerminalFrame(bytes);
      if (frame === undefined || !FROM_VIEWER.has(frame.op)) {
        return { code: "bad-message", message: "The terminal frame is not one that a viewer sends." };
      }
      // A stream that is not there was closed while the frame was under way.
      streams.get(frame.stream)?.(frame);
      return undefined;
    },
    gone() {
      const callbacks = goneCallbacks ?? [];
      goneCallbacks = undefined;
      streams.clear();
      for (const callback of callbacks) callback();
    },
  };
}
