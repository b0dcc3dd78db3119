import {
  BACKGROUND_SHIFT,
  CELL,
  type CellColour,
  DEFAULT_COLOUR,
  FOREGROUND_SHIFT,
  RGB,
  UPDATE,
  UPDATE_HEADER_BYTES,
} from "./cell-screen.ts";

/** Writes the runs of one line after the other, in the layout of cell-screen.ts. */
export interface CellLineWriter {
  /** The next cell, or the next two of a wide character. `chars` is empty for a blank one. */
  cell(chars: string, width: 1 | 2, style: CellStyle): void;
  /** The line's bytes, without trailing blanks; the next line begins. */
  end(): Uint8Array;
}

export interface CellStyle {
  /** Bits of CELL, without WIDE and JOINED. */
  readonly attributes: number;
  readonly foreground: CellColour;
  readonly background: CellColour;
}

/** What of a blank cell shows: anything else is the same as the default. */
const SHOWS_ON_BLANKS = CELL.UNDERLINE | CELL.INVERSE | CELL.STRIKETHROUGH | CELL.OVERLINE;
/** Attributes, two colours of three bytes, cells and length. */
const MAX_RUN_HEADER_BYTES = 12;
/** Of the text of one cell: accents have no end in what vandals write, and a line of 1,000 such cells has to fit its length. */
const MAX_CELL_UNITS = 16;
/** A longer gap between words is a run of its own, which takes fewer bytes than the spaces. */
const MAX_SPACES = 8;

interface Run {
  cells: number;
  text: string;
  attributes: number;
  foreground: CellColour;
  background: CellColour;
}

export function createCellLineWriter(): CellLineWriter {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(4096);
  let view = new DataView(bytes.buffer);
  let length = 0;
  const noRun = (): Run => ({
    cells: 0,
    text: "",
    attributes: 0,
    foreground: DEFAULT_COLOUR,
    background: DEFAULT_COLOUR,
  });
  /** Text, and the blank cells behind it, which may go on in text of the same style. */
  const words = noRun();
  const gap = noRun();

  function room(more: number): void {
    if (length + more <= bytes.length) return;
    const larger = new Uint8Array(2 * (length + more));
    larger.set(bytes);
    bytes = larger;
    view = new DataView(bytes.buffer);
  }

  function colour(value: CellColour): void {
    if (value === DEFAULT_COLOUR) return;
    if (value < RGB) view.setUint8(length++, value);
    else {
      view.setUint16(length, (value >> 8) & 0xffff);
      view.setUint8(length + 2, value & 0xff);
      length += 3;
    }
  }

  function flush(run: Run): void {
    if (run.cells === 0) return;
    const { attributes, foreground, background, cells, text } = run;
    // Three bytes are the most that one of JavaScript's units takes.
    room(MAX_RUN_HEADER_BYTES + 3 * text.length);
    const kinds = (kindOf(foreground) << FOREGROUND_SHIFT) | (kindOf(background) << BACKGROUND_SHIFT);
    view.setUint16(length, attributes | kinds);
    length += 2;
    colour(foreground);
    colour(background);
    const { written } = encoder.encodeInto(text, bytes.subarray(length + 4));
    view.setUint16(length, cells);
    view.setUint16(length + 2, written);
    length += 4 + written;
    run.cells = 0;
    run.text = "";
  }

  function begin(run: Run, attributes: number, { foreground, background }: CellStyle): void {
    run.attributes = attributes;
    run.foreground = foreground;
    run.background = background;
  }

  function blank(width: number, style: CellStyle): void {
    const attributes = style.attributes & SHOWS_ON_BLANKS;
    const goesOn =
      gap.attributes === attributes &&
      gap.background === style.background &&
      (attributes === 0 || gap.foreground === style.foreground);
    if (gap.cells > 0 && !goesOn) {
      flush(words);
      flush(gap);
    }
    if (gap.cells === 0) {
      // The colour of the text shows only in lines, or turned round.
      begin(gap, attributes, attributes === 0 ? { ...style, foreground: DEFAULT_COLOUR } : style);
    }
    gap.cells += width;
  }

  /** Whether the gap looks like spaces between words. */
  function isSpace(): boolean {
    return (
      gap.cells <= MAX_SPACES &&
      gap.attributes === (words.attributes & SHOWS_ON_BLANKS) &&
      gap.background === words.background &&
      (gap.attributes === 0 || gap.foreground === words.foreground) &&
      (words.attributes & CELL.WIDE) === 0
    );
  }

  return {
    cell(chars, width, style) {
      if (chars === "" || chars === " ") return blank(width, style);
      const joined = !isOneCodePoint(chars);
      const attributes = style.attributes | (width === 2 ? CELL.WIDE : 0) | (joined ? CELL.JOINED : 0);
      const goesOn =
        !joined &&
        words.cells > 0 &&
        words.attributes === attributes &&
        words.foreground === style.foreground &&
        words.background === style.background &&
        (gap.cells === 0 || isSpace());
      if (goesOn) {
        words.text += gap.cells === 0 ? chars : " ".repeat(gap.cells) + chars;
        words.cells += gap.cells + width;
        gap.cells = 0;
        return undefined;
      }
      flush(words);
      flush(gap);
      begin(words, attributes, style);
      words.cells = width;
      words.text = joined ? chars.slice(0, MAX_CELL_UNITS) : chars;
      return undefined;
    },
    end() {
      flush(words);
      // Blank cells at the end go without saying, unless something shows on them.
      if (gap.attributes !== 0 || gap.background !== DEFAULT_COLOUR) flush(gap);
      gap.cells = 0;
      const line = bytes.slice(0, length);
      length = 0;
      return line;
    },
  };
}

function kindOf(value: CellColour): number {
  if (value === DEFAULT_COLOUR) return 0;
  return value < RGB ? 1 : 2;
}

function isOneCodePoint(chars: string): boolean {
  return chars.length === 1 || (chars.length === 2 && (chars.codePointAt(0) ?? 0) > 0xffff);
}

/** An update to be written; lines are those of a line writer. */
export interface CellUpdate {
  readonly cols: number;
  readonly rows: number;
  readonly cursor: { readonly x: number; readonly y: number; readonly isHidden: boolean };
  readonly isWhole: boolean;
  readonly shift: number;
  /** Undefined: as before. */
  readonly title: string | undefined;
  readonly lines: readonly (readonly [row: number, bytes: Uint8Array])[];
}

/** Longer titles are cut: nobody can read them on a tile. */
const MAX_TITLE = 200;

export function encodeCellUpdate(update: CellUpdate): Uint8Array {
  const { cursor, lines } = update;
  const title = update.title === undefined ? undefined : new TextEncoder().encode(update.title.slice(0, MAX_TITLE));
  const titleBytes = title === undefined ? 0 : 2 + title.length;
  const size = lines.reduce((sum, [, bytes]) => sum + 4 + bytes.length, UPDATE_HEADER_BYTES + titleBytes);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setUint16(0, update.cols);
  view.setUint16(2, update.rows);
  view.setUint16(4, cursor.x);
  view.setUint16(6, cursor.y);
  view.setUint8(
    8,
    (update.isWhole ? UPDATE.WHOLE : 0) |
      (cursor.isHidden ? UPDATE.CURSOR_HIDDEN : 0) |
      (title === undefined ? 0 : UPDATE.TITLE),
  );
  view.setUint16(9, update.shift);
  let at = UPDATE_HEADER_BYTES;
  if (title !== undefined) {
    view.setUint16(at, title.length);
    out.set(title, at + 2);
    at += 2 + title.length;
  }
  for (const [row, bytes] of lines) {
    view.setUint16(at, row);
    view.setUint16(at + 2, bytes.length);
    out.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return out;
}
