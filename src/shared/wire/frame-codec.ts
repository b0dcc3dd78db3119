/**
 * How messages and terminal frames share one byte stream (Unix sockets, named pipes):
 * `u32 length · u8 kind · payload`, big-endian, where `length` counts the payload alone.
 */
export const FRAME_KIND = { json: 0, bytes: 1 } as const;
export type FrameKind = (typeof FRAME_KIND)[keyof typeof FRAME_KIND];

export const FRAME_HEADER_BYTES = 5;

/** Larger than any message of ours by far; more means that the other side is not Drover or the stream is damaged. */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/** Throws RangeError for a payload beyond MAX_FRAME_BYTES: the other end would hang up on it. */
export function frameHeader(kind: FrameKind, payloadBytes: number): Uint8Array {
  if (payloadBytes > MAX_FRAME_BYTES) throw new RangeError(`A frame of ${payloadBytes} bytes is too large to send.`);
  const header = new Uint8Array(FRAME_HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint32(0, payloadBytes);
  view.setUint8(4, kind);
  return header;
}

export interface FrameDecoder {
  /**
   * Takes what arrived and hands on every frame that became complete. A payload is a view into `chunk` when it lies
   * in it whole. Returns the reason when the stream makes no sense; nothing must be fed after that.
   */
  feed(chunk: Uint8Array, frame: (kind: FrameKind, payload: Uint8Array) => void): string | undefined;
}

export function createFrameDecoder(): FrameDecoder {
  const header = new Uint8Array(FRAME_HEADER_BYTES);
  let headerBytes = 0;
  /** The payload being put together, when it came in pieces. */
  let partial: { readonly kind: FrameKind; readonly payload: Uint8Array; filled: number } | undefined;

  return {
    feed(chunk, frame) {
      let at = 0;
      while (at < chunk.length) {
        if (partial !== undefined) {
          const take = Math.min(partial.payload.length - partial.filled, chunk.length - at);
          partial.payload.set(chunk.subarray(at, at + take), partial.filled);
          partial.filled += take;
          at += take;
          if (partial.filled < partial.payload.length) return undefined;
          const { kind, payload } = partial;
          partial = undefined;
          frame(kind, payload);
          continue;
        }
        const wanted = Math.min(FRAME_HEADER_BYTES - headerBytes, chunk.length - at);
        header.set(chunk.subarray(at, at + wanted), headerBytes);
        headerBytes += wanted;
        at += wanted;
        if (headerBytes < FRAME_HEADER_BYTES) return undefined;
        headerBytes = 0;
        const view = new DataView(header.buffer);
        const length = view.getUint32(0);
        const kind = view.getUint8(4);
        if (kind !== FRAME_KIND.json && kind !== FRAME_KIND.bytes) return `frame of unknown kind ${kind}`;
        if (length > MAX_FRAME_BYTES) return `frame of ${length} bytes`;
        if (chunk.length - at >= length) {
          frame(kind, chunk.subarray(at, at + length));
          at += length;
        } else partial = { kind, payload: new Uint8Array(length), filled: 0 };
      }
      return undefined;
    },
  };
}
