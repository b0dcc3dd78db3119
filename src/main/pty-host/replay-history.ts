import type { HistoryRecord } from "./history.ts";
import { createScreen } from "./screen.ts";
import { serializeLines } from "./serialize-screen.ts";

/** Lines serialised between two turns of the event loop: about 5 ms. */
const LINES_AT_ONCE = 250;
/** About a millisecond of parsing. */
const BYTES_AT_ONCE = 64 * 1024;

/**
 * The scrollback of a session as control sequences: its recorded output is played to a tall terminal, whose lines
 * above the screen are then written down. Plays and writes in slices, so that other sessions go on meanwhile.
 */
export async function replayHistory(
  records: readonly HistoryRecord[],
  lines: number,
): Promise<{ readonly content: string; readonly lines: number }> {
  const [first] = records;
  if (first === undefined) return { content: "", lines: 0 };
  const screen = createScreen({ cols: first.cols, rows: first.rows, scrollback: lines, reply() {} });
  try {
    let { cols, rows } = first;
    if (first.alternate) await write("\x1b[?1049h");
    for (const record of records) {
      if (record.cols !== cols || record.rows !== rows) {
        ({ cols, rows } = record);
        screen.resize(cols, rows);
      }
      for (let at = 0; at < record.bytes.length; at += BYTES_AT_ONCE) {
        await write(record.bytes.subarray(at, at + BYTES_AT_ONCE));
      }
    }
    const { baseY } = screen.terminal.buffer.normal;
    const parts: string[] = [];
    for (let y = 0; y < baseY; y += LINES_AT_ONCE) {
      parts.push(serializeLines(screen.terminal, y, Math.min(baseY, y + LINES_AT_ONCE)));
      await nextTurn();
    }
    return { content: parts.join(""), lines: baseY };
  } finally {
    screen.dispose();
  }

  function write(bytes: Uint8Array | string): Promise<void> {
    return new Promise((resolve) => {
      screen.write(typeof bytes === "string" ? Buffer.from(bytes) : bytes, resolve);
    });
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
