/**
 * A terminal's screen as cells, for whoever shows many of them small. What travels is the difference to the screen that
 * the receiver has. Layout of an update, big-endian:
 *
 *     u16 cols · u16 rows · u16 cursor column · u16 cursor row · u8 flags · u16 shift · [u16 n · n bytes title] · lines
 *     line: u16 row · u16 n · n bytes of runs
 *     run:  u16 attributes · [colour of the text] · [of the ground] · u16 cells · u16 n · n bytes of text
 *
 * Flags are those of UPDATE. First all lines move up by `shift`, or become blank when the update is whole; then each line
 * that is named is replaced. A run begins where the one before it ended; what no run covers is blank. Its text is UTF-8, a
 * code point for each cell (or each two, if WIDE), unless it is JOINED. A run without text is blank cells of its ground.
 */
export interface CellScreen {
  readonly cols: number;
  readonly rows: number;
  /** From 0; the column is `cols` while it waits behind the last one. */
  readonly cursor: { readonly x: number; readonly y: number; readonly isHidden: boolean };
  readonly title: string;
  /** One per row. A line that did not change is the same object as before. */
  readonly lines: readonly CellLine[];
}

export type CellLine = readonly CellRun[];

/** Neighbouring cells that look alike. */
export interface CellRun {
  /** Of its first cell. */
  readonly column: number;
  readonly cells: number;
  /** Empty: blank cells. */
  readonly text: string;
  /** Bits of CELL. */
  readonly attributes: number;
  readonly foreground: CellColour;
  readonly background: CellColour;
}

/** -1: the default; 0 to 255: of the palette; from RGB on: red, green and blue in its lower 24 bits. */
export type CellColour = number;
export const DEFAULT_COLOUR = -1;
export const RGB = 0x1000000;

export const CELL = {
  BOLD: 1,
  DIM: 2,
  ITALIC: 4,
  UNDERLINE: 8,
  BLINK: 16,
  INVERSE: 32,
  INVISIBLE: 64,
  STRIKETHROUGH: 128,
  OVERLINE: 256,
  /** Each character takes two cells. */
  WIDE: 512,
  /** All of the text stands in one place, such as a letter with its accents. */
  JOINED: 1024,
} as const;

/** Where the kinds of colour stand within a run's attributes on the wire: 0 default, 1 palette, 2 RGB. */
export const FOREGROUND_SHIFT = 11;
export const BACKGROUND_SHIFT = 13;
const KIND_MASK = 3;
const ATTRIBUTES_MASK = (1 << FOREGROUND_SHIFT) - 1;

export const UPDATE = { WHOLE: 1, CURSOR_HIDDEN: 2, TITLE: 4 } as const;
export const UPDATE_HEADER_BYTES = 11;

const BLANK: CellLine = [];
const decoder = new TextDecoder();

export const EMPTY_SCREEN: CellScreen = {
  cols: 0,
  rows: 0,
  cursor: { x: 0, y: 0, isHidden: true },
  title: "",
  lines: [],
};

/** The screen with the update applied, and the rows whose line is another; undefined for bytes that make no sense. */
export function applyCellUpdate(
  before: CellScreen,
  update: Uint8Array,
): { readonly screen: CellScreen; readonly changed: readonly number[] } | undefined {
  try {
    return apply(before, update);
  } catch (error) {
    // Cut off, or not an update at all.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function apply(before: CellScreen, update: Uint8Array) {
  const view = new DataView(update.buffer, update.byteOffset, update.byteLength);
  const cols = view.getUint16(0);
  const rows = view.getUint16(2);
  const flags = view.getUint8(8);
  const shift = view.getUint16(9);
  let at = UPDATE_HEADER_BYTES;
  let { title } = before;
  if ((flags & UPDATE.TITLE) !== 0) {
    const length = view.getUint16(at);
    title = decoder.decode(part(update, at + 2, length));
    at += 2 + length;
  }
  const isWhole = (flags & UPDATE.WHOLE) !== 0;
  const lines = Array.from({ length: rows }, (_, row) => (isWhole ? BLANK : (before.lines[row + shift] ?? BLANK)));
  while (at < update.length) {
    const row = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (row >= rows) throw new RangeError("A line beyond the screen.");
    lines[row] = readLine(part(update, at + 4, length));
    at += 4 + length;
  }
  const cursor = { x: view.getUint16(4), y: view.getUint16(6), isHidden: (flags & UPDATE.CURSOR_HIDDEN) !== 0 };
  const changed = lines.flatMap((line, row) => (line === before.lines[row] ? [] : [row]));
  return { screen: { cols, rows, cursor, title, lines }, changed };
}

function readLine(bytes: Uint8Array): CellLine {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const runs: CellRun[] = [];
  let at = 0;
  let column = 0;
  const colour = (kind: number): CellColour => {
    if (kind === 0) return DEFAULT_COLOUR;
    if (kind === 1) return view.getUint8(at++);
    at += 3;
    return RGB | (view.getUint16(at - 3) << 8) | view.getUint8(at - 1);
  };
  while (at < bytes.length) {
    const packed = view.getUint16(at);
    at += 2;
    const foreground = colour((packed >> FOREGROUND_SHIFT) & KIND_MASK);
    const background = colour((packed >> BACKGROUND_SHIFT) & KIND_MASK);
    const cells = view.getUint16(at);
    const length = view.getUint16(at + 2);
    const text = decoder.decode(part(bytes, at + 4, length));
    at += 4 + length;
    runs.push({ column, cells, text, attributes: packed & ATTRIBUTES_MASK, foreground, background });
    column += cells;
  }
  return runs;
}

function part(bytes: Uint8Array, from: number, length: number): Uint8Array {
  if (from + length > bytes.length) throw new RangeError("The update is cut off.");
  return bytes.subarray(from, from + length);
}

/** What stands on the screen as text, one line per row without trailing blanks. */
export function textOfScreen({ lines }: Pick<CellScreen, "lines">): string[] {
  return lines.map((line) => {
    let text = "";
    for (const run of line) text += run.text === "" ? " ".repeat(run.cells) : run.text;
    return text.trimEnd();
  });
}
