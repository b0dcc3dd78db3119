import { Unicode11Addon } from "@xterm/addon-unicode11";
import xterm from "@xterm/headless";
import type { Terminal } from "@xterm/headless";
import type { TerminalModes } from "./terminal-modes.ts";

/** The screen of a terminal, without anybody to look at it. One write is under way at a time. */
export interface Screen {
  readonly terminal: Terminal;
  /** Calls back once the bytes are on the screen. */
  write(bytes: Uint8Array, done: () => void): void;
  resize(cols: number, rows: number): void;
  dispose(): void;
}

export interface ScreenOptions {
  readonly cols: number;
  readonly rows: number;
  readonly scrollback: number;
  /** What the terminal answers to a program's question, e.g. where the cursor is. */
  reply(bytes: Uint8Array): void;
}

export function createScreen(options: ScreenOptions): Screen {
  const { cols, rows, scrollback } = options;
  const terminal = new xterm.Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: "off" });
  // As the page's terminals count, and the programs: otherwise an emoji is one column here and two there.
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  const replies = terminal.onData((text) => {
    options.reply(Buffer.from(text));
  });
  return {
    terminal,
    write(bytes, done) {
      terminal.write(bytes, done);
    },
    resize(toCols, toRows) {
      terminal.resize(toCols, toRows);
    },
    dispose() {
      replies.dispose();
      terminal.dispose();
    },
  };
}

/** What stands on the screen as text, one line per row without trailing blanks, and where the cursor is (from 0). */
export function readScreen(terminal: Terminal): {
  readonly lines: string[];
  readonly cursor: { readonly x: number; readonly y: number };
} {
  const buffer = terminal.buffer.active;
  const lines = Array.from(
    { length: terminal.rows },
    // A line that was longer before the terminal became narrower may still hold what is beyond its edge.
    (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true, 0, terminal.cols) ?? "",
  );
  return { lines, cursor: { x: buffer.cursorX, y: buffer.cursorY } };
}

/**
 * How many rows the cursor has to go down before the screen gets so many `rows`, and up again afterwards. xterm.js looks at the
 * cursor alone: of a lower screen it takes rows from below it, whatever is on them, and of a higher one it fetches rows from above
 * only where the cursor is on the last. Prompts with hints under them would lose those, and leave the end of the screen. On the
 * alternate screen there is nothing to keep, since its programs draw all of it anew.
 */
export function rowsBelowCursor(terminal: Terminal, modes: TerminalModes, rows: number): number {
  if (modes.alternate || modes.margins !== undefined || modes.originMode) return 0;
  const buffer = terminal.buffer.normal;
  const has = (row: number) => buffer.getLine(buffer.baseY + row)?.translateToString(true) !== "";
  let last = terminal.rows - 1;
  while (last > buffer.cursorY && !has(last)) last -= 1;
  const isKept = rows < terminal.rows ? last < rows : rows === terminal.rows || last < terminal.rows - 1;
  // What fits on the new screen is kept, from the cursor down.
  return isKept ? 0 : Math.min(last - buffer.cursorY, rows - 1);
}
