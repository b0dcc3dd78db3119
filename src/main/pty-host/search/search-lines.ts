import type { Terminal } from "@xterm/headless";
import type { SearchAnswer, TerminalMatch } from "../../../shared/wire/pty-host-protocol.ts";
import { findIn } from "../../../shared/model/text-query.ts";

/** A line as the program wrote it, put together again where the screen wrapped it. */
interface Line {
  /** Its first row, from the oldest. */
  readonly row: number;
  readonly text: string;
}

export interface SearchBounds {
  /** Matches that are told, the newest; all are counted. */
  readonly limit: number;
  /** Lines told before and after each. */
  readonly context: number;
}

/** Of a longer line, so much before and after the match is told. */
const AROUND = 200;

/** Looks through all that a terminal holds: what is above its screen, the screen, and the other screen if that is shown. */
export function searchLines(terminal: Terminal, expression: RegExp, { limit, context }: SearchBounds): SearchAnswer {
  const lines = linesOf(terminal);
  const found: TerminalMatch[] = [];
  let total = 0;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line === undefined) continue;
    const here = [...findIn(line.text, expression)];
    total += here.length;
    for (const { at, length } of here.toReversed()) {
      if (found.length >= limit) break;
      const told = cutAround(line.text, at, length);
      found.push({
        row: line.row + Math.floor(at / terminal.cols),
        ...told,
        before: contextOf(lines.slice(Math.max(0, index - context), index)),
        after: contextOf(lines.slice(index + 1, index + 1 + context)),
      });
    }
  }
  return { matches: found.toReversed(), total, lines: lines.length };
}

function linesOf(terminal: Terminal): readonly Line[] {
  const { normal, active, alternate } = terminal.buffer;
  const lines = wrappedLines(normal.length, terminal.cols, (row) => normal.getLine(row));
  if (active.type !== "alternate") return lines;
  // The other screen stands where the normal one does: its rows are counted from there.
  const other = wrappedLines(alternate.length, terminal.cols, (row) => alternate.getLine(row));
  const above = lines.filter(({ row }) => row < normal.baseY);
  return [...above, ...other.map(({ row, text }) => ({ row: normal.baseY + row, text }))];
}

interface BufferLine {
  readonly isWrapped: boolean;
  translateToString(trimRight: boolean, start: number, end: number): string;
}

function wrappedLines(length: number, cols: number, lineAt: (row: number) => BufferLine | undefined): Line[] {
  const lines: Line[] = [];
  for (let row = 0; row < length; row += 1) {
    const line = lineAt(row);
    if (line === undefined) break;
    // A line that goes on keeps its blanks, or its words would run into one another.
    const goesOn = lineAt(row + 1)?.isWrapped === true;
    // A line that was longer before the terminal became narrower may still hold what is beyond its edge.
    const text = line.translateToString(!goesOn, 0, cols);
    const last = lines.at(-1);
    if (line.isWrapped && last !== undefined) lines[lines.length - 1] = { row: last.row, text: last.text + text };
    else lines.push({ row, text });
  }
  while (lines.at(-1)?.text === "") lines.pop();
  return lines;
}

function cutAround(text: string, at: number, length: number): Pick<TerminalMatch, "text" | "at" | "length"> {
  const from = text.length <= 2 * AROUND ? 0 : Math.max(0, at - AROUND);
  const shown = Math.min(length, 2 * AROUND);
  return { text: text.slice(from, at + shown + AROUND), at: at - from, length: shown };
}

function contextOf(lines: readonly Line[]): string[] {
  return lines.map(({ text }) => text.slice(0, 2 * AROUND));
}
