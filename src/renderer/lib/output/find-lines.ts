import { plainText } from "./ansi.ts";
import type { OutputLine } from "./output-lines.ts";

/** The text of lines that were looked at, which does not change. */
const texts = new WeakMap<OutputLine, string>();

export function textOf(line: OutputLine): string {
  const known = texts.get(line);
  if (known !== undefined) return known;
  const text = plainText(line.text);
  texts.set(line, text);
  return text;
}

/** Indices of the lines that contain the text, in any case; none for an empty text. */
export function findLines(lines: readonly OutputLine[], wanted: string): readonly number[] {
  const needle = wanted.toLowerCase();
  if (needle === "") return [];
  const found: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (textOf(line).toLowerCase().includes(needle)) found.push(index);
  }
  return found;
}

/** The match after (1) or before (-1) a line, around the ends; undefined where there is none. */
export function nextMatch(found: readonly number[], from: number | undefined, direction: 1 | -1): number | undefined {
  if (found.length === 0) return undefined;
  if (from === undefined) return direction === 1 ? found[0] : found.at(-1);
  return direction === 1
    ? (found.find((line) => line > from) ?? found[0])
    : (found.findLast((line) => line < from) ?? found.at(-1));
}
