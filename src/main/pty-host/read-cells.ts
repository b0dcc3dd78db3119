import type { IBufferCell, Terminal } from "@xterm/headless";
import { CELL, type CellColour, DEFAULT_COLOUR, RGB } from "../../shared/wire/cell-screen.ts";
import { type CellStyle, createCellLineWriter } from "../../shared/wire/cell-writer.ts";

/** Reads rows of what a terminal shows, from 0, as bytes of runs (cell-screen.ts). */
export type CellReader = (row: number) => Uint8Array;

const PLAIN: CellStyle = { attributes: 0, foreground: DEFAULT_COLOUR, background: DEFAULT_COLOUR };

export function createCellReader(terminal: Terminal): CellReader {
  const writer = createCellLineWriter();
  const scratch = terminal.buffer.active.getNullCell();
  return (row) => {
    const buffer = terminal.buffer.active;
    const line = buffer.getLine(buffer.baseY + row);
    for (let column = 0; line !== undefined && column < terminal.cols; column += 1) {
      const cell = line.getCell(column, scratch);
      if (cell === undefined) break;
      const width = cell.getWidth();
      // The second half of a wide character.
      if (width === 0) continue;
      writer.cell(cell.getChars(), width === 2 ? 2 : 1, cell.isAttributeDefault() ? PLAIN : styleOf(cell));
    }
    return writer.end();
  };
}

function styleOf(cell: IBufferCell): CellStyle {
  let attributes = 0;
  if (cell.isBold()) attributes |= CELL.BOLD;
  if (cell.isDim()) attributes |= CELL.DIM;
  if (cell.isItalic()) attributes |= CELL.ITALIC;
  if (cell.isUnderline()) attributes |= CELL.UNDERLINE;
  if (cell.isBlink()) attributes |= CELL.BLINK;
  if (cell.isInverse()) attributes |= CELL.INVERSE;
  if (cell.isInvisible()) attributes |= CELL.INVISIBLE;
  if (cell.isStrikethrough()) attributes |= CELL.STRIKETHROUGH;
  if (cell.isOverline()) attributes |= CELL.OVERLINE;
  return {
    attributes,
    foreground: colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    background: colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
  };
}

function colourOf(isDefault: boolean, isRgb: boolean, value: number): CellColour {
  if (isDefault) return DEFAULT_COLOUR;
  return isRgb ? RGB | value : value;
}
