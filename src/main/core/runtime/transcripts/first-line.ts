import { open } from "node:fs/promises";
import { type Line, object } from "./line-format.ts";

/** A transcript's head is at most this long; one that is longer is not looked into. */
const MAX_BYTES = 256 * 1024;

/** The first line of a file of JSON lines, which says whose it is; undefined where it cannot be read. */
export async function readFirstLine(file: string): Promise<Line | undefined> {
  const handle = await open(file, "r").catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const block = Buffer.allocUnsafe(MAX_BYTES);
    const { bytesRead } = await handle.read(block, 0, MAX_BYTES, 0);
    const end = block.subarray(0, bytesRead).indexOf(0x0a);
    if (end < 0) return undefined;
    return object(JSON.parse(block.subarray(0, end).toString("utf8")));
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}
