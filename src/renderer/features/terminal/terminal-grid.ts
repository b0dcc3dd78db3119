import type { IBufferCell, Terminal } from "@xterm/xterm";
import type { TextGrid } from "./copy-model.ts";

/** All lines of a terminal, oldest first, as copy mode and links read them. */
export interface TerminalGrid extends TextGrid {
  isWrapped(row: number): boolean;
}

export function terminalGrid(terminal: Terminal): TerminalGrid {
  const buffer = terminal.buffer.active;
  const scratch: IBufferCell = buffer.getNullCell();
  return {
    get rows() {
      return buffer.length;
    },
    get cols() {
      return terminal.cols;
    },
    get page() {
      return terminal.rows;
    },
    cells(row) {
      const line = buffer.getLine(row);
      if (line === undefined) return [];
      return Array.from({ length: terminal.cols }, (_, col) => {
        const cell = line.getCell(col, scratch);
        if (cell === undefined) return " ";
        return cell.getWidth() === 0 ? "" : cell.getChars() || " ";
      });
    },
    isWrapped: (row) => buffer.getLine(row)?.isWrapped === true,
  };
}

/** A line as the program wrote it, over all rows that it takes; `row` may be any of them. */
export function wholeLine(
  grid: TerminalGrid,
  row: number,
): { readonly first: number; readonly cells: readonly string[] } {
  let first = row;
  while (first > 0 && grid.isWrapped(first)) first -= 1;
  const cells = [...grid.cells(first)];
  for (let next = first + 1; grid.isWrapped(next); next += 1) cells.push(...grid.cells(next));
  return { first, cells };
}

/** Pixels of one cell as it is drawn now; undefined while nothing is. */
export function cellSize(terminal: Terminal): { readonly width: number; readonly height: number } | undefined {
  const screen = terminal.element?.querySelector<HTMLElement>(".xterm-screen");
  if (screen === null || screen === undefined || screen.clientWidth === 0) return undefined;
  return { width: screen.clientWidth / terminal.cols, height: screen.clientHeight / terminal.rows };
}
