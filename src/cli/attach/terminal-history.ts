import type { Size } from "./terminal-stream.ts";

/** What a terminal shows and what has scrolled out of it, as lines of text. */
export interface TerminalHistory {
  /** Begins anew, in that size: what comes next is a snapshot. */
  reset(size: Size): void;
  /** Resolves when the bytes are part of the lines. */
  feed(bytes: Uint8Array): Promise<void>;
  /** Oldest first, without the empty ones at the end. The same array until more is fed. */
  lines(): readonly string[];
  dispose(): void;
}

/** Lines of history that are asked for, and kept. */
export const HISTORY_LINES = 10_000;

/** A terminal of its own that reads what the user's terminal is shown. Loaded when somebody looks back, not before. */
export async function openTerminalHistory(size: Size): Promise<TerminalHistory> {
  const { Terminal } = (await import("@xterm/headless")).default;
  const make = ({ cols, rows }: Size) =>
    new Terminal({ cols, rows, scrollback: HISTORY_LINES, allowProposedApi: true });
  let terminal = make(size);
  let known: readonly string[] | undefined;

  return {
    reset(anew) {
      terminal.dispose();
      terminal = make(anew);
      known = undefined;
    },
    feed(bytes) {
      known = undefined;
      return new Promise((resolve) => {
        terminal.write(bytes, resolve);
      });
    },
    lines() {
      if (known !== undefined) return known;
      const buffer = terminal.buffer.active;
      const lines = Array.from({ length: buffer.length }, (_, y) => buffer.getLine(y)?.translateToString(true) ?? "");
      while (lines.at(-1) === "") lines.pop();
      known = lines;
      return lines;
    },
    dispose() {
      terminal.dispose();
    },
  };
}
