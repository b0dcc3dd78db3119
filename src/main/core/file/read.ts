import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { MAX_SHOWN_BYTES } from "../../../shared/contract/file.ts";

/** As git tells: a zero byte in so much of the beginning makes a file binary. */
const LOOKED_AT = 8_000;

/** Agents may swap a file for a link or a pipe between the look at it and its opening: neither is followed, nor waited for. */
const AS_IT_WAS_FOUND = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The text of a file, or its beginning where it is long; undefined for one that is no text. */
export async function readText(file: string): Promise<{ readonly text: string | undefined; readonly isCut: boolean }> {
  const handle = await open(file, AS_IT_WAS_FOUND);
  try {
    if (!(await handle.stat()).isFile()) return { text: undefined, isCut: false };
    const bytes = Buffer.alloc(MAX_SHOWN_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length;) {
      ({ bytesRead: read } = await handle.read(bytes, length, bytes.length - length, length));
      length += read;
    }
    const found = bytes.subarray(0, length);
    if (found.subarray(0, LOOKED_AT).includes(0)) return { text: undefined, isCut: false };
    if (length <= MAX_SHOWN_BYTES) return { text: found.toString("utf8"), isCut: false };
    // To the last line that is whole, or at least to a whole character.
    const end = found.lastIndexOf(0x0a);
    return { text: found.subarray(0, end < 0 ? MAX_SHOWN_BYTES - 4 : end + 1).toString("utf8"), isCut: true };
  } finally {
    await handle.close();
  }
}
