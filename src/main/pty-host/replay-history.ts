import type { HistoryRecord } from "./history.ts";
import { playRecords } from "./play-records.ts";
import { serializeLines } from "./serialize-screen.ts";

/** Lines serialised between two turns of the event loop: about 5 ms. */
const LINES_AT_ONCE = 250;

/**
 * The scrollback of a session as control sequences: its recorded output is played to a tall terminal, whose lines
 * above the screen are then written down. Plays and writes in slices, so that other sessions go on meanwhile.
 */
export async function replayHistory(
  records: readonly HistoryRecord[],
  lines: number,
): Promise<{ readonly content: string; readonly lines: number }> {
  const screen = await playRecords(records, lines);
  if (screen === undefined) return { content: "", lines: 0 };
  try {
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
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
