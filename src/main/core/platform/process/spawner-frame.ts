/**
 * What core and spawner say to one another over the spawner's stdin and stdout: frames of a header and a payload.
 *
 *     u32 payload length · u8 type · u32 request id · payload        (little-endian)
 *
 * Payloads are raw bytes (output, input), one u32 (a number of bytes taken), or fields as ByteWriter lays them down.
 */
export const FRAME = {
  // core → spawner
  start: 1,
  input: 2,
  endInput: 3,
  terminate: 4,
  outputTaken: 5,
  // spawner → core
  started: 16,
  stdout: 17,
  stderr: 18,
  inputTaken: 19,
  ended: 20,
  failed: 21,
} as const;

export interface Frame {
  readonly type: number;
  readonly id: number;
  /** A view: valid until the receiver returns, unless it keeps the whole chunk it came with alive. */
  readonly payload: Buffer;
}

const HEADER_BYTES = 9;
/** Larger payloads are sent in pieces, so that no request blocks the pipe for the others. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;
/** A `start` frame carries a whole environment and command line; systems allow about 2 MB of those. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

export function encodeFrame(type: number, id: number, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  frame.writeUInt32LE(payload.length, 0);
  frame.writeUInt8(type, 4);
  frame.writeUInt32LE(id, 5);
  frame.set(payload, HEADER_BYTES);
  return frame;
}

/** The payload of `outputTaken` and `inputTaken`. */
export function encodeCount(bytes: number): Buffer {
  const payload = Buffer.allocUnsafe(4);
  payload.writeUInt32LE(bytes);
  return payload;
}

/** Cuts a stream into frames, however it arrives. Throws on a length that cannot be one: the stream is then lost. */
export function createFrameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let wanted = HEADER_BYTES;

  return (chunk) => {
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes < wanted) return;
    let buffer = pending.length === 1 ? chunk : Buffer.concat(pending);
    for (;;) {
      wanted = HEADER_BYTES;
      if (buffer.length < HEADER_BYTES) break;
      const length = buffer.readUInt32LE(0);
      if (length > MAX_FRAME_BYTES) throw new Error(`A frame of ${length} bytes: the stream is out of step`);
      wanted = HEADER_BYTES + length;
      if (buffer.length < wanted) break;
      const frame = {
        type: buffer.readUInt8(4),
        id: buffer.readUInt32LE(5),
        payload: buffer.subarray(HEADER_BYTES, wanted),
      };
      buffer = buffer.subarray(wanted);
      onFrame(frame);
    }
    pending = buffer.length === 0 ? [] : [buffer];
    pendingBytes = buffer.length;
  };
}

/** Lays fields one after another; ByteReader reads them back in the same order. */
export class ByteWriter {
  readonly #parts: Buffer[] = [];

  number(value: number): this {
    const part = Buffer.allocUnsafe(8);
    part.writeDoubleLE(value);
    this.#parts.push(part);
    return this;
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    this.#parts.push(encodeCount(bytes.length), bytes);
    return this;
  }

  list(values: readonly string[]): this {
    this.#parts.push(encodeCount(values.length));
    for (const value of values) this.text(value);
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Throws RangeError when there is less than is asked for. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  number(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  text(): string {
    const start = this.#count();
    const length = this.#bytes.readUInt32LE(start);
    if (this.#at + length > this.#bytes.length) throw new RangeError("A text longer than its frame");
    this.#at += length;
    return this.#bytes.toString("utf8", start + 4, start + 4 + length);
  }

  list(): string[] {
    const length = this.#bytes.readUInt32LE(this.#count());
    const values: string[] = [];
    for (let i = 0; i < length; i += 1) values.push(this.text());
    return values;
  }

  /** Where the count stands that is passed now. */
  #count(): number {
    const start = this.#at;
    this.#at += 4;
    return start;
  }
}
