import type { IBuffer, IBufferCell, IBufferLine, Terminal } from "@xterm/headless";
import type { TerminalModes } from "./terminal-modes.ts";

/**
 * Control sequences that give an empty terminal of the same size the same screen, cursor, attributes and modes, with
 * `scrollback` lines above. Unlike the serialize addon it also restores margins, origin mode, charsets, hidden
 * cursor, pen and all private modes, so that a program's further output looks the same here and there.
 */
export function serializeScreen(terminal: Terminal, modes: TerminalModes, scrollback: number): string {
  const { normal, active } = terminal.buffer;
  const out: string[] = [];
  const first = Math.max(0, normal.baseY - scrollback);
  out.push(serializeLines(terminal, first, normal.baseY));
  if (normal.baseY > first) out.push("\r\n".repeat(terminal.rows - 1));
  out.push(serializeViewport(terminal, normal));
  if (modes.alternate) {
    // Switching saves cursor, pen and charset, for when the program switches back, and fills the screen with that pen's ground.
    const column = Math.min(normal.cursorX, terminal.cols - 1) + 1;
    const [saved] = modes.saved;
    out.push(`\x1b[${normal.cursorY + 1};${column}H${saved.pen}${designation(0, saved.charset)}`);
    out.push(`\x1b[?1049h\x1b[0m${designation(0, "B")}\x1b[2J`);
    out.push(serializeViewport(terminal, active));
  }
  out.push(serializeModes(modes), placeCursor(terminal, modes));
  return out.join("");
}

/** The lines `from` to before `to` of the normal screen, each ended, so that they scroll up one after the other. */
export function serializeLines(terminal: Terminal, from: number, to: number): string {
  const buffer = terminal.buffer.normal;
  const out: string[] = [];
  const cells = createCellWriter(buffer.getNullCell());
  for (let y = from; y < to; y += 1) {
    const line = buffer.getLine(y);
    if (line === undefined) break;
    const full = cells.write(line, line.length, out);
    const goesOn = full && y + 1 < to && continuesText(buffer.getLine(y + 1));
    if (!goesOn) out.push(cells.reset(), "\r\n");
  }
  out.push(cells.reset());
  return out.join("");
}

/** Whether text that fills the line above wraps into this one by itself. */
function continuesText(line: IBufferLine | undefined): boolean {
  return line?.isWrapped === true && line.getCell(0)?.getChars() !== "";
}

function serializeViewport(terminal: Terminal, buffer: IBuffer): string {
  const out: string[] = ["\x1b[H"];
  const cells = createCellWriter(buffer.getNullCell());
  let joined = false;
  for (let row = 0; row < terminal.rows; row += 1) {
    const line = buffer.getLine(buffer.baseY + row);
    if (line === undefined) break;
    if (!joined) out.push(`\x1b[${row + 1}H`);
    const full = cells.write(line, terminal.cols, out);
    joined = full && continuesText(buffer.getLine(buffer.baseY + row + 1));
  }
  out.push(cells.reset());
  return out.join("");
}

/** Sequences for everything a program switched, in an order in which none undoes another. */
function serializeModes(modes: TerminalModes): string {
  const out: string[] = [];
  for (const [mode, on] of modes.privateModes) out.push(`\x1b[?${mode}${on ? "h" : "l"}`);
  if (modes.margins !== undefined) {
    out.push(`\x1b[${modes.margins.top};${modes.margins.bottom === 0 ? "" : modes.margins.bottom}r`);
  }
  if (modes.applicationKeypad) out.push("\x1b=");
  if (modes.insertMode) out.push("\x1b[4h");
  if (modes.cursorHidden) out.push("\x1b[?25l");
  if (modes.cursorStyle !== 0) out.push(`\x1b[${modes.cursorStyle} q`);
  return out.join("");
}

/** Cursor, pen and charsets: last, since writing anything else would move or use them. */
function placeCursor(terminal: Terminal, modes: TerminalModes): string {
  const buffer = terminal.buffer.active;
  // Only going back to a saved cursor brings another set into use than the one shifted to, and so it has to be done here.
  const isBack = modes.charset !== modes.charsets[modes.shift];
  const out: string[] = [isBack ? serializeCharsets(modes) : "", serializeSaved(modes)];
  // Setting the origin moves the cursor, and from then on rows count from the upper margin.
  if (modes.originMode) out.push("\x1b[?6h");
  const row = Math.max(1, buffer.cursorY + 1 - (modes.originMode ? (modes.margins?.top ?? 1) - 1 : 0));
  if (buffer.cursorX >= terminal.cols) {
    // The cursor waits behind the last column: only writing the last cell again brings it there.
    const line = buffer.getLine(buffer.baseY + buffer.cursorY);
    const cells = createCellWriter(buffer.getNullCell());
    const wide = line?.getCell(terminal.cols - 1)?.getWidth() === 0 ? 2 : 1;
    out.push(`\x1b[${row};${terminal.cols - wide + 1}H`);
    // Where that cell was erased meanwhile, a space is as close as one can get.
    if (line?.getCell(terminal.cols - 1)?.getChars() === "" && wide === 1) out.push(" ");
    else if (line !== undefined) cells.write(line, terminal.cols, out, terminal.cols - wide);
    out.push(cells.reset());
  } else out.push(`\x1b[${row};${buffer.cursorX + 1}H`);
  out.push(modes.pen, isBack ? "" : serializeCharsets(modes));
  return out.join("");
}

function serializeCharsets({ charsets, shift, charset }: TerminalModes): string {
  const out = charsets.map((final, set) => (final === "B" ? "" : designation(set, final)));
  if (shift > 0) out.push(["", "\x0e", "\x1bn", "\x1bo"][shift] ?? "");
  const designated = charsets[shift] ?? "B";
  if (charset !== designated) out.push(designation(shift, charset), "\x1b7", designation(shift, designated), "\x1b8");
  return out.join("");
}

/** What the program saved of its looks; where its cursor stood then is not known any more. */
function serializeSaved({ saved, alternate, charset, charsets, shift }: TerminalModes): string {
  const { pen, charset: savedCharset } = saved[alternate ? 1 : 0];
  if (charset !== charsets[shift]) return `\x1b[H${pen}\x1b7\x1b[0m`;
  if (pen === "" && savedCharset === "B") return "";
  return `\x1b[H${pen}${designation(0, savedCharset)}\x1b7${designation(0, "B")}\x1b[0m`;
}

function designation(set: number, final: string): string {
  return `\x1b${"()*+"[set] ?? "("}${final}`;
}

interface CellWriter {
  /** Appends the cells from `start` to before `end`; true when the last one holds something, so that the next wraps. */
  write(line: IBufferLine, end: number, out: string[], start?: number): boolean;
  /** Back to no attributes. */
  reset(): string;
}

function createCellWriter(scratch: IBufferCell): CellWriter {
  let style = "";
  return {
    reset() {
      const out = style === "" ? "" : "\x1b[0m";
      style = "";
      return out;
    },
    write(line, end, out, start = 0) {
      let gap = 0;
      let full = false;
      for (let x = start; x < end; x += 1) {
        const cell = line.getCell(x, scratch);
        if (cell === undefined) break;
        if (cell.getWidth() === 0) continue;
        const chars = cell.getChars();
        if (chars === "" && cell.isBgDefault() && !cell.isInverse()) {
          gap += 1;
          full = false;
          continue;
        }
        if (gap > 0) out.push(`\x1b[${gap}C`);
        gap = 0;
        const wanted = styleOf(cell);
        if (wanted !== style) out.push(wanted === "" ? "\x1b[0m" : `\x1b[0;${wanted}m`);
        style = wanted;
        if (chars === "") {
          // An erased cell with a ground colour is not a space, e.g. when lines are joined again after a resize.
          out.push("\x1b[X\x1b[C");
          full = false;
        } else {
          out.push(chars);
          full = true;
        }
      }
      return full;
    },
  };
}

function styleOf(cell: IBufferCell): string {
  if (cell.isAttributeDefault()) return "";
  const out: (number | string)[] = [];
  if (cell.isBold()) out.push(1);
  if (cell.isDim()) out.push(2);
  if (cell.isItalic()) out.push(3);
  if (cell.isUnderline()) out.push(4);
  if (cell.isBlink()) out.push(5);
  if (cell.isInverse()) out.push(7);
  if (cell.isInvisible()) out.push(8);
  if (cell.isStrikethrough()) out.push(9);
  if (cell.isOverline()) out.push(53);
  if (cell.isFgRGB()) out.push(`38;2;${rgb(cell.getFgColor())}`);
  else if (cell.isFgPalette()) out.push(palette(cell.getFgColor(), 30));
  if (cell.isBgRGB()) out.push(`48;2;${rgb(cell.getBgColor())}`);
  else if (cell.isBgPalette()) out.push(palette(cell.getBgColor(), 40));
  return out.join(";");
}

function rgb(color: number): string {
  return `${(color >> 16) & 255};${(color >> 8) & 255};${color & 255}`;
}

/** 8 plain colours from `base`, 8 bright ones 60 above, and 256 by number. */
function palette(color: number, base: number): string {
  if (color < 8) return String(base + color);
  if (color < 16) return String(base + 60 + color - 8);
  return `${base + 8};5;${color}`;
}
