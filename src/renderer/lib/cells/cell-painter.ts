import { CELL, type CellRun, type CellScreen } from "../../../shared/wire/cell-screen.ts";
import { type CellTheme, createCellColours } from "./cell-colours.ts";

/** Where and how large a screen is drawn: CSS pixels. */
export interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface CellLayout {
  readonly fontSize: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** The first row that is drawn: of a screen too high for its box, the part that is written to. */
  readonly firstRow: number;
  readonly rows: number;
}

/** Draws screens of cells onto canvases of one device pixel ratio. */
export interface CellPainter {
  readonly theme: CellTheme;
  /** How a screen fits the box: all its columns, at no more than the user's font size. */
  layout(screen: CellScreen, box: CellBox): CellLayout;
  /** Draws these rows, or everything within the box. */
  paint(context: CanvasRenderingContext2D, order: PaintOrder): void;
}

export interface PaintOrder {
  readonly screen: CellScreen;
  readonly box: CellBox;
  readonly layout: CellLayout;
  /** Undefined: all, with the ground of the box. */
  readonly rows: readonly number[] | undefined;
  /** Whether the cursor is drawn. */
  readonly hasCursor: boolean;
}

export interface CellPainterOptions {
  readonly theme: CellTheme;
  /** A CSS font family. */
  readonly font: string;
  /** CSS pixels, at most. */
  readonly fontSize: number;
  /** Times the font's size. */
  readonly lineHeight: number;
  readonly pixelRatio: number;
}

/** Smaller text is a texture at best: then the right end of long lines is cut off instead. */
const MIN_FONT_SIZE = 4;
/** Of what a font certainly has in one width; other characters are drawn one by one, each in its own cells. */
const SAFE = /[^\u0020-\u007e\u00a1-\u00ff\u2500-\u259f]/;
const PADDING = 6;

export function createCellPainter(options: CellPainterOptions): CellPainter {
  const { theme, font, pixelRatio } = options;
  const colours = createCellColours(theme);
  const advances = new Map<number, number>();
  const measuring = document.createElement("canvas").getContext("2d");

  const fontOf = (size: number, attributes = 0): string =>
    `${(attributes & CELL.ITALIC) === 0 ? "" : "italic "}${(attributes & CELL.BOLD) === 0 ? "" : "bold "}${size}px ${font}`;

  /** A column's width at that size, as this browser draws it. */
  function advance(size: number): number {
    const known = advances.get(size);
    if (known !== undefined) return known;
    if (measuring === null) return size * 0.6;
    measuring.font = fontOf(size);
    const width = measuring.measureText("m".repeat(100)).width / 100;
    advances.set(size, width);
    return width;
  }

  const toPixel = (value: number) => Math.round(value * pixelRatio) / pixelRatio;

  function fontSizeFor(cols: number, width: number): number {
    const wanted = width / Math.max(1, cols) / (advance(20) / 20);
    // In quarters, so that few sizes of each glyph are made.
    return Math.max(MIN_FONT_SIZE, Math.min(options.fontSize, Math.floor(wanted * 4) / 4));
  }

  return {
    theme,
    layout(screen, box) {
      const fontSize = fontSizeFor(screen.cols, box.width - 2 * PADDING);
      const cellHeight = Math.max(1, toPixel(fontSize * options.lineHeight));
      const fitting = Math.max(1, Math.floor((box.height - PADDING) / cellHeight));
      const rows = Math.min(fitting, screen.rows);
      return { fontSize, cellWidth: advance(fontSize), cellHeight, firstRow: firstRowOf(screen, rows), rows };
    },
    paint(context, { screen, box, layout, rows, hasCursor }) {
      const { fontSize, cellWidth, cellHeight, firstRow } = layout;
      context.save();
      context.beginPath();
      context.rect(box.x, box.y, box.width, box.height);
      context.clip();
      context.textBaseline = "middle";
      const left = box.x + PADDING;
      const top = toPixel(box.y + PADDING / 2);
      context.fillStyle = theme.background;
      if (rows === undefined) context.fillRect(box.x, box.y, box.width, box.height);
      const drawn = rows ?? Array.from({ length: layout.rows }, (_, index) => firstRow + index);
      let currentFont = "";
      for (const row of drawn) {
        if (row < firstRow || row >= firstRow + layout.rows) continue;
        const y = toPixel(top + (row - firstRow) * cellHeight);
        if (rows !== undefined) {
          context.fillStyle = theme.background;
          context.fillRect(box.x, y, box.width, cellHeight);
        }
        for (const run of screen.lines[row] ?? []) {
          const x = left + run.column * cellWidth;
          if (x > box.x + box.width) break;
          const { ink, ground } = colours(run);
          if (ground !== undefined) {
            context.fillStyle = ground;
            context.fillRect(x, y, run.cells * cellWidth, cellHeight);
          }
          context.fillStyle = ink;
          if (run.text !== "") {
            const wanted = fontOf(fontSize, run.attributes);
            if (wanted !== currentFont) context.font = currentFont = wanted;
            drawText(context, run, { x, y: y + cellHeight / 2, cellWidth });
          }
          drawLines(context, run, { x, y, width: run.cells * cellWidth, cellHeight });
        }
      }
      const { cursor } = screen;
      const isCursorShown = hasCursor && !cursor.isHidden && drawn.includes(cursor.y);
      if (isCursorShown && cursor.y >= firstRow && cursor.y < firstRow + layout.rows) {
        const y = toPixel(top + (cursor.y - firstRow) * cellHeight);
        context.fillStyle = theme.cursor;
        context.globalAlpha = 0.75;
        context.fillRect(left + Math.min(cursor.x, screen.cols - 1) * cellWidth, y, cellWidth, cellHeight);
      }
      context.restore();
    },
  };
}

/** Of a screen that is higher than its box, the last row with text or the cursor is at the bottom. */
function firstRowOf({ lines, cursor, rows }: CellScreen, fitting: number): number {
  if (rows <= fitting) return 0;
  const lastWritten = lines.findLastIndex((line) => line.length > 0);
  const last = Math.max(lastWritten, cursor.isHidden ? 0 : cursor.y, fitting - 1);
  return Math.max(0, last + 1 - fitting);
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly cellWidth: number;
}

function drawText(context: CanvasRenderingContext2D, run: CellRun, { x, y, cellWidth }: Place): void {
  if ((run.attributes & CELL.JOINED) !== 0 || !SAFE.test(run.text)) {
    context.fillText(run.text, x, y);
    return;
  }
  const step = (run.attributes & CELL.WIDE) === 0 ? cellWidth : 2 * cellWidth;
  let at = x;
  let plain = "";
  let plainAt = x;
  for (const character of run.text) {
    if (SAFE.test(character)) {
      if (plain !== "") context.fillText(plain, plainAt, y);
      plain = "";
      context.fillText(character, at, y);
    } else {
      if (plain === "") plainAt = at;
      plain += character;
    }
    at += step;
  }
  if (plain !== "") context.fillText(plain, plainAt, y);
}

function drawLines(
  context: CanvasRenderingContext2D,
  { attributes }: CellRun,
  { x, y, width, cellHeight }: { x: number; y: number; width: number; cellHeight: number },
): void {
  const thickness = Math.max(0.5, cellHeight / 16);
  if ((attributes & CELL.UNDERLINE) !== 0) context.fillRect(x, y + cellHeight - 2 * thickness, width, thickness);
  if ((attributes & CELL.STRIKETHROUGH) !== 0) context.fillRect(x, y + cellHeight / 2, width, thickness);
  if ((attributes & CELL.OVERLINE) !== 0) context.fillRect(x, y, width, thickness);
}
