import { type TerminalFrame, decodeTerminalFrame } from "../../../shared/wire/terminal-frame.ts";

/** Frames that may arrive ahead of the answer that names their stream: a snapshot and what follows at once. */
const EARLY_FRAMES = 64;

/** Hands terminal frames to whoever claimed their stream; those of a stream nobody claimed yet wait, within bounds. */
export interface FrameRouter {
  route(bytes: Uint8Array): void;
  claim(stream: number, receiver: (frame: TerminalFrame) => void): () => void;
  /** After a lost connection: stream numbers start anew. */
  reset(): void;
}

export function createFrameRouter(): FrameRouter {
  const receivers = new Map<number, (frame: TerminalFrame) => void>();
  let early: TerminalFrame[] = [];
  return {
    route(bytes) {
      const frame = decodeTerminalFrame(bytes);
      if (frame === undefined) return;
      const receiver = receivers.get(frame.stream);
      if (receiver !== undefined) receiver(frame);
      else if (early.length < EARLY_FRAMES) early.push(frame);
    },
    claim(stream, receiver) {
      receivers.set(stream, receiver);
      const waiting = early.filter((frame) => frame.stream === stream);
      early = early.filter((frame) => frame.stream !== stream);
      for (const frame of waiting) receiver(frame);
      return () => {
        if (receivers.get(stream) === receiver) receivers.delete(stream);
      };
    },
    reset() {
      receivers.clear();
      early = [];
    },
  };
}
