import type { Io } from "../io.ts";

export const TONES = ["bold", "dim", "red", "green", "yellow", "blue", "magenta", "cyan"] as const;
export type Tone = (typeof TONES)[number];

/** Wraps text in a colour; gives it back as it is where colours are off. */
export type Style = (tone: Tone | undefined, text: string) => string;

/** The terminal's own sixteen colours, so that the user's theme decides what they look like. */
const CODES: Readonly<Record<Tone, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

/** Colours on a terminal only, unless NO_COLOR (any value but an empty one), TERM=dumb or --no-color say otherwise. */
export function createStyle(io: Pick<Io, "env" | "outIsTerminal">, noColor: boolean): Style {
  const off = noColor || !io.outIsTerminal || Boolean(io.env["NO_COLOR"]) || io.env["TERM"] === "dumb";
  if (off) return (_tone, text) => text;
  return (tone, text) => {
    if (tone === undefined || text === "") return text;
    const [on, end] = CODES[tone];
    return `\u001b[${on}m${text}\u001b[${end}m`;
  };
}
