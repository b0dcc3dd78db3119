/** One of the 16 colours of a terminal, or one spelt out as `rgb(r g b)`. */
export type AnsiColour = number | `rgb(${string})`;

/** How a stretch of output looks. Absent is as the rest. */
export interface AnsiStyle {
  readonly colour?: AnsiColour;
  readonly ground?: AnsiColour;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderlined?: boolean;
  readonly isStruck?: boolean;
}

export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

export const PLAIN: AnsiStyle = {};

/**
 * Everything a program may send to a terminal that is no text: CSI and OSC sequences, other escapes, control characters
 * but the tabulator, and the marks that turn the direction of text, with which output could be made to read as what it is not.
 */
const NO_TEXT =
  /\u001b\[[0-9:;<=>?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[PX^_][^\u001b]*(?:\u001b\\)?|\u001b[ -/]*[0-~]?|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const COLOURING = /^\u001b\[([0-9:;]*)m$/;

/** The text alone, as it is searched and copied. */
export function plainText(line: string): string {
  return overwritten(line).replaceAll(NO_TEXT, "");
}

/** The style that holds behind a line that begins with `before`. */
export function styleAfter(line: string, before: AnsiStyle): AnsiStyle {
  if (!line.includes("\u001b[")) return before;
  let style = before;
  for (const [sequence] of line.matchAll(NO_TEXT)) style = restyled(style, sequence);
  return style;
}

/** A line of output without its end, cut where its look changes. What is not text and not colour is left out. */
export function ansiSpans(line: string, before: AnsiStyle): readonly AnsiSpan[] {
  const shown = overwritten(line);
  const lost = line.length - shown.length;
  let style = lost > 0 ? styleAfter(line.slice(0, lost), before) : before;
  const spans: { text: string; style: AnsiStyle }[] = [];
  const add = (text: string) => {
    if (text === "") return;
    const last = spans.at(-1);
    if (last !== undefined && last.style === style) last.text += text;
    else spans.push({ text, style });
  };
  let at = 0;
  for (const match of shown.matchAll(NO_TEXT)) {
    add(shown.slice(at, match.index));
    at = match.index + match[0].length;
    style = restyled(style, match[0]);
  }
  add(shown.slice(at));
  return spans;
}

/** What is left to see of a line that was begun anew by carriage returns, as progress bars do. */
function overwritten(line: string): string {
  const end = line.endsWith("\r") ? line.length - 1 : line.length;
  const from = line.lastIndexOf("\r", end - 1);
  return line.slice(from + 1, end);
}

function restyled(style: AnsiStyle, sequence: string): AnsiStyle {
  const codes = COLOURING.exec(sequence)?.[1];
  if (codes === undefined) return style;
  const parts = codes.split(/[:;]/).map(Number);
  let next = style;
  for (let at = 0; at < parts.length; at++) {
    const code = parts[at] ?? 0;
    if (code === 38 || code === 48) {
      const [colour, used] = extendedColour(parts, at + 1);
      if (colour !== undefined) next = coloured(next, code === 38 ? "colour" : "ground", colour);
      at += used;
    } else next = withCode(next, code);
  }
  return next;
}

/** By the code that sets or ends something; codes that are not known change nothing. */
function withCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code >= 30 && code <= 37) return { ...style, colour: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, colour: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, ground: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, ground: code - 92 };
  switch (code) {
    case 0:
      return PLAIN;
    case 1:
      return { ...style, isBold: true };
    case 2:
      return { ...style, isDim: true };
    case 3:
      return { ...style, isItalic: true };
    case 4:
      return { ...style, isUnderlined: true };
    case 9:
      return { ...style, isStruck: true };
    case 22:
      return without(style, "isBold", "isDim");
    case 23:
      return without(style, "isItalic");
    case 24:
      return without(style, "isUnderlined");
    case 29:
      return without(style, "isStruck");
    case 39:
      return without(style, "colour");
    case 49:
      return without(style, "ground");
    default:
      return style;
  }
}

function coloured(style: AnsiStyle, what: "colour" | "ground", colour: AnsiColour): AnsiStyle {
  return { ...style, [what]: colour };
}

function without(style: AnsiStyle, ...keys: readonly (keyof AnsiStyle)[]): AnsiStyle {
  return Object.fromEntries(Object.entries(style).filter(([key]) => !keys.some((gone) => gone === key)));
}

/** Steps of the six reds, greens and blues of the 256 colours. */
const CUBE = [0, 95, 135, 175, 215, 255];

/** `5;n` or `2;r;g;b` from `at` on: the colour, and how many parts it took. */
function extendedColour(parts: readonly number[], at: number): readonly [AnsiColour | undefined, number] {
  if (parts[at] === 2) {
    const [red = 0, green = 0, blue = 0] = parts.slice(at + 1, at + 4).map(byte);
    return [`rgb(${red} ${green} ${blue})`, 4];
  }
  if (parts[at] !== 5) return [undefined, 0];
  const number = byte(parts[at + 1] ?? 0);
  if (number < 16) return [number, 2];
  if (number >= 232) {
    const grey = 8 + (number - 232) * 10;
    return [`rgb(${grey} ${grey} ${grey})`, 2];
  }
  const [red = 0, green = 0, blue = 0] = [36, 6, 1].map((step) => CUBE[Math.floor((number - 16) / step) % 6]);
  return [`rgb(${red} ${green} ${blue})`, 2];
}

function byte(value: number): number {
  return Number.isFinite(value) ? Math.min(255, Math.max(0, Math.trunc(value))) : 0;
}
