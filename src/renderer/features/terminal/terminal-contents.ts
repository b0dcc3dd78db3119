import type { Terminal } from "@xterm/xterm";
import { type TerminalGrid, cellSize, wholeLine } from "./terminal-grid.ts";
import { type PlacedLink, hintLabels } from "./terminal-links.ts";
import type { LinkHint } from "./terminal-state.ts";

/** So much of a line tells it from the others. */
const TOLD_BY = 200;

/** The row nearest to where a text was, in whose line it stands now; undefined where it is gone. */
export function rowOfText(grid: TerminalGrid, row: number, text: string): number | undefined {
  const wanted = text.slice(0, TOLD_BY).trim();
  const isThere = (at: number) => at >= 0 && at < grid.rows && wholeLine(grid, at).cells.join("").includes(wanted);
  for (let off = 0; off <= Math.max(row, grid.rows); off += 1) {
    if (isThere(row - off)) return row - off;
    if (isThere(row + off)) return row + off;
  }
  return undefined;
}

/** All lines as the program wrote them, or the last so many, without blank ones at the end. */
export function allText(grid: TerminalGrid, last: number | undefined): string {
  const lines: string[] = [];
  for (let row = 0; row < grid.rows;) {
    const { cells } = wholeLine(grid, row);
    lines.push(cells.join("").trimEnd());
    row += Math.max(1, Math.round(cells.length / grid.cols));
  }
  while (lines.at(-1) === "") lines.pop();
  return lines.slice(last === undefined ? 0 : -last).join("\n");
}

/** Pixels that the pane leaves free beside the screen; see terminal-pane.tsx. */
const INSET = { x: 8, y: 4 };

/** A label for each link, where in the pane it begins; none while nothing is drawn. */
export function placeHints(terminal: Terminal, links: readonly PlacedLink[]): readonly LinkHint[] {
  const size = cellSize(terminal);
  if (size === undefined) return [];
  const { viewportY } = terminal.buffer.active;
  return hintLabels(links.length).flatMap((label, index) => {
    const link = links[index];
    if (link === undefined) return [];
    return [
      {
        label,
        link,
        x: INSET.x + link.start.col * size.width,
        y: INSET.y + (link.start.row - viewportY) * size.height,
      },
    ];
  });
}
