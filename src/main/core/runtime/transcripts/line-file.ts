import { type FileHandle, open } from "node:fs/promises";
import { createPause } from "../../base/slices.ts";
import { isMissing } from "../../platform/fs/exists.ts";

/** Where the reading of a file stands: behind its last whole line. */
export interface FilePosition {
  readonly offset: number;
  /** The file that was read: another one may have its name by now. */
  readonly file: string;
}

export interface ReadLines {
  readonly position: FilePosition;
  /** The file was replaced or cut, and this is read from its beginning: what was known of it counts no more. */
  readonly restarted: boolean;
  /** Lines longer than a line may be. */
  readonly tooLong: number;
  /** There are whole lines behind the position, as far as is known. */
  readonly more: boolean;
}

/**
 * A parse of a line this long takes some 10 ms, and half of what may hold up the loop. No answer of a model is that long; what
 * exceeds it are pictures and outputs of tools.
 */
const MAX_LINE_BYTES = 1024 * 1024;
const BLOCK_BYTES = 256 * 1024;
/** So much in one go; then whoever reads keeps what it has. */
const MAX_READ_BYTES = 4 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * Hands the whole lines behind a position to `take`, in order, without ever holding more than a line and a block of them, and
 * without holding up the loop. A last line that is still being written stays for the next time. A file that is missing has
 * no lines.
 */
export async function readLines(
  file: string,
  from: FilePosition | undefined,
  take: (line: string) => void,
): Promise<ReadLines | undefined> {
  const handle = await open(file, "r").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    return await readFrom(handle, from, take);
  } finally {
    await handle.close();
  }
}

async function readFrom(
  handle: FileHandle,
  from: FilePosition | undefined,
  take: (line: string) => void,
): Promise<ReadLines> {
  const stat = await handle.stat();
  const file = `${stat.dev}:${stat.ino}`;
  const restarted = from !== undefined && (from.file !== file || stat.size < from.offset);
  const start = restarted ? 0 : (from?.offset ?? 0);
  const pause = createPause();
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  let parts: Buffer[] = [];
  let length = 0;
  let position = start;
  let at = start;
  let tooLong = 0;
  for (;;) {
    const { bytesRead } = await handle.read(block, 0, BLOCK_BYTES, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    let begin = 0;
    for (let end = block.indexOf(NEWLINE); end >= 0 && end < bytesRead; end = block.indexOf(NEWLINE, begin)) {
      const size = length + end - begin;
      if (size > MAX_LINE_BYTES) tooLong += 1;
      else if (size > 0) take(Buffer.concat([...parts, block.subarray(begin, end)]).toString("utf8"));
      parts = [];
      length = 0;
      begin = end + 1;
      position = at - bytesRead + begin;
      const due = pause();
      if (due !== undefined) await due;
    }
    length += bytesRead - begin;
    if (length > MAX_LINE_BYTES) parts = [];
    else parts.push(Buffer.from(block.subarray(begin, bytesRead)));
    if (position - start >= MAX_READ_BYTES) break;
  }
  return { position: { offset: position, file }, restarted, tooLong, more: position - start >= MAX_READ_BYTES };
}
