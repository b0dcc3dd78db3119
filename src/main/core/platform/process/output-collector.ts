/** Unless a request says otherwise. Enough for any diff a person looks at; a runaway program must not fill the memory. */
export const DEFAULT_MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Keeps the first and the last half of what it is given, up to a limit in bytes. */
export interface OutputCollector {
  /** Takes the chunk over: the caller must not change it afterwards. */
  add(chunk: Uint8Array): void;
  /** True once something had to be dropped. */
  readonly truncated: boolean;
  /** What was kept, in order. */
  take(): Buffer;
}

export function createOutputCollector(maxBytes: number): OutputCollector {
  const headLimit = Math.ceil(maxBytes / 2);
  const tailLimit = maxBytes - headLimit;
  const head: Uint8Array[] = [];
  let headBytes = 0;
  let tail: Uint8Array[] = [];
  let tailBytes = 0;
  let dropped = 0;

  /** Drops whole chunks that are wholly out of the window; a part of one is cut off by `take`. */
  function trim(): void {
    let first = 0;
    for (const chunk of tail) {
      if (tailBytes - chunk.length < tailLimit) break;
      tailBytes -= chunk.length;
      dropped += chunk.length;
      first += 1;
    }
    if (first > 0) tail = tail.slice(first);
  }

  return {
    add(chunk) {
      const room = headLimit - headBytes;
      if (room > 0) {
        const part = chunk.subarray(0, room);
        head.push(part);
        headBytes += part.length;
      }
      if (chunk.length <= room) return;
      const rest = chunk.subarray(Math.max(room, 0));
      tail.push(rest);
      tailBytes += rest.length;
      trim();
    },
    get truncated() {
      return dropped > 0 || tailBytes > tailLimit;
    },
    take() {
      const last = Buffer.concat(tail);
      return Buffer.concat([...head, last.subarray(Math.max(last.length - tailLimit, 0))]);
    },
  };
}
