import type { HistoryRecord } from "./history.ts";
import { type Screen, createScreen } from "./screen.ts";

/** About a millisecond of parsing. */
const BYTES_AT_ONCE = 64 * 1024;

/**
 * Plays recorded output to a terminal that keeps so many lines above its screen; the caller disposes of it. In slices, so
 * that whatever shares the thread goes on meanwhile. Undefined where nothing was recorded.
 */
export async function playRecords(records: readonly HistoryRecord[], lines: number): Promise<Screen | undefined> {
  const [first] = records;
  if (first === undefined) return undefined;
  const screen = createScreen({ cols: first.cols, rows: first.rows, scrollback: lines, reply() {} });
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => {
      screen.write(bytes, resolve);
    });
  let { cols, rows } = first;
  if (first.alternate) await write(Buffer.from("\x1b[?1049h"));
  for (const record of records) {
    if (record.cols !== cols || record.rows !== rows) {
      ({ cols, rows } = record);
      screen.resize(cols, rows);
    }
    for (let at = 0; at < record.bytes.length; at += BYTES_AT_ONCE) {
      await write(record.bytes.subarray(at, at + BYTES_AT_ONCE));
    }
  }
  return screen;
}
