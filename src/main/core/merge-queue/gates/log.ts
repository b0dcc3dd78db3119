import { type FileHandle, open } from "node:fs/promises";

/** Of one gate's output so much is kept on disk: its beginning, and its end, which is what tells why it failed. */
export const LOG_HEAD_BYTES = 12 * 1024 * 1024;
export const LOG_TAIL_BYTES = 1024 * 1024;

const MANY_CHUNKS = 1024;

export interface GateLogOptions {
  readonly file: string;
  /** Resolves when its folder is there. Never rejects. */
  readonly after?: Promise<void>;
  readonly headBytes?: number;
  readonly tailBytes?: number;
  /** More of it is on disk, and can be read. */
  readonly onGrown: () => void;
  /** It could not be written, told once; a gate's result does not depend on its log. */
  readonly onTrouble: (error: unknown) => void;
}

/** Takes a gate's output as it comes, never holding it up, and writes it to a file of a limited size. */
export interface GateLog {
  /** Takes the chunk over. */
  write(chunk: Uint8Array): void;
  /** So much is in the file. */
  readonly bytes: number;
  readonly omittedBytes: number;
  /** The newest of all that was written, at most `tailBytes`. */
  tail(): Buffer;
  /** Writes what is outstanding. Never rejects. */
  close(): Promise<void>;
}

export function createGateLog(options: GateLogOptions): GateLog {
  const { file, after, headBytes = LOG_HEAD_BYTES, tailBytes = LOG_TAIL_BYTES, onGrown, onTrouble } = options;
  let handle: FileHandle | undefined;
  let pending: Uint8Array[] = [];
  let writing: Promise<void> | undefined;
  let isBroken = false;
  let bytes = 0;
  let received = 0;
  let isCut = false;
  let newest: Uint8Array[] = [];
  let newestBytes = 0;
  let omittedBytes = 0;

  async function flush(): Promise<void> {
    try {
      await after;
      handle ??= await open(file, "w", 0o600);
      while (pending.length > 0) {
        const batch = Buffer.concat(pending);
        pending = [];
        for (let at = 0; at < batch.length;) at += (await handle.write(batch, at)).bytesWritten;
        bytes += batch.length;
        onGrown();
      }
    } catch (error) {
      isBroken = true;
      pending = [];
      onTrouble(error);
    } finally {
      writing = undefined;
    }
  }

  function keep(chunk: Uint8Array): void {
    if (isBroken || chunk.length === 0) return;
    pending.push(chunk);
    writing ??= flush();
  }

  function remember(chunk: Uint8Array): void {
    newest.push(chunk);
    newestBytes += chunk.length;
    let first = 0;
    for (const old of newest) {
      if (newestBytes - old.length < tailBytes) break;
      newestBytes -= old.length;
      first += 1;
    }
    if (first > 0) newest = newest.slice(first);
    // Programs that print letter by letter must not make a list of a million letters.
    if (newest.length > MANY_CHUNKS) newest = [Buffer.concat(newest)];
  }

  function tail(): Buffer {
    const all = Buffer.concat(newest);
    return all.subarray(Math.max(0, all.length - tailBytes));
  }

  return {
    write(chunk) {
      const room = headBytes - received;
      received += chunk.length;
      remember(chunk);
      if (room > 0) keep(chunk.subarray(0, room));
      if (chunk.length <= room || isCut) return;
      isCut = true;
      keep(Buffer.from(`\n[Of what follows, only the last ${tailBytes} bytes are kept, here, once it has ended.]\n`));
    },
    get bytes() {
      return bytes;
    },
    get omittedBytes() {
      return omittedBytes;
    },
    tail,
    async close() {
      const beyond = Math.max(0, received - headBytes);
      if (beyond > 0) {
        const last = tail().subarray(-Math.min(beyond, tailBytes));
        omittedBytes = beyond - last.length;
        keep(Buffer.from(`[${omittedBytes} bytes were left out here.]\n`));
        keep(last);
      }
      while (writing !== undefined) await writing;
      await handle?.close().catch(onTrouble);
    },
  };
}
