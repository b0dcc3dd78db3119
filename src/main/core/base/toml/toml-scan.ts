import { type TomlPath, parseKey } from "./toml-value.ts";

/** `key = value`, with its offsets in the text. */
export interface TomlPair {
  /** Whole, its table's included. */
  readonly path: TomlPath;
  readonly keyStart: number;
  readonly valueStart: number;
  /** Behind the value, before what follows it on its line. */
  readonly valueEnd: number;
  /** The pairs of an inline table, in order; `close` is where its brace is. */
  readonly inline?: { readonly pairs: readonly TomlPair[]; readonly close: number };
}

/** A header and what is below it; the first one of a text has no header and the path `[]`. */
export interface TomlSection {
  readonly path: TomlPath;
  /** `[[path]]` */
  readonly isArray: boolean;
  /** Where the line of its header begins, and where that of what is below it does. */
  readonly start: number;
  readonly bodyStart: number;
  /** Where the next header's line begins, or the text ends. */
  readonly end: number;
  readonly pairs: readonly TomlPair[];
}

/**
 * Where everything stands in a text of TOML. It is for texts that a parser has accepted; in others what is found may be
 * wrong, but it always ends.
 */
export function scanToml(text: string): readonly TomlSection[] {
  const sections: { -readonly [K in keyof TomlSection]: TomlSection[K] }[] = [];
  let pairs: TomlPair[] = [];
  sections.push({ path: [], isArray: false, start: 0, bodyStart: 0, end: text.length, pairs });
  let path: TomlPath = [];
  let at = 0;
  for (;;) {
    at = skipBlank(text, at);
    if (at >= text.length) return sections;
    if (text[at] === "[") {
      const isArray = text[at + 1] === "[";
      const from = at + (isArray ? 2 : 1);
      const to = findOutsideQuotes(text, from, "]");
      const start = lineStart(text, at);
      const last = sections.at(-1);
      if (last !== undefined) last.end = start;
      path = parseKey(text.slice(from, to).trim()) ?? [text.slice(from, to).trim()];
      at = lineEnd(text, to);
      pairs = [];
      sections.push({ path, isArray, start, bodyStart: at, end: text.length, pairs });
      continue;
    }
    const { pair, end } = readPair(text, at, path);
    pairs.push(pair);
    at = lineEnd(text, end);
  }
}

/** Where the line begins in which `at` is. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Behind the line feed of the line in which `at` is; the end of the text where there is none. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found === -1 ? text.length : found + 1;
}

/** Answers the number of the line, from 1, in which an offset of the text is. */
export function lineFinder(text: string): (at: number) => number {
  const ends: number[] = [];
  for (let found = text.indexOf("\n"); found !== -1; found = text.indexOf("\n", found + 1)) ends.push(found);
  return (at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

function readPair(text: string, at: number, table: TomlPath): { readonly pair: TomlPair; readonly end: number } {
  const equals = findOutsideQuotes(text, at, "=");
  const key = text.slice(at, equals).trim();
  const path = [...table, ...(parseKey(key) ?? [key])];
  const valueStart = skipSpaces(text, equals + 1);
  if (text[valueStart] === "{") {
    const { pairs, close } = readInline(text, valueStart, path);
    const end = Math.min(close + 1, text.length);
    return { pair: { path, keyStart: at, valueStart, valueEnd: end, inline: { pairs, close } }, end };
  }
  const valueEnd = skipValue(text, valueStart);
  return { pair: { path, keyStart: at, valueStart, valueEnd }, end: valueEnd };
}

function readInline(text: string, open: number, path: TomlPath): { pairs: readonly TomlPair[]; close: number } {
  const pairs: TomlPair[] = [];
  let at = skipBlank(text, open + 1);
  while (at < text.length && text[at] !== "}") {
    const { pair, end } = readPair(text, at, path);
    pairs.push(pair);
    at = skipBlank(text, end);
    if (text[at] === ",") at = skipBlank(text, at + 1);
    // Nothing that is understood: give up rather than stand still.
    else if (text[at] !== "}") return { pairs, close: text.length };
  }
  return { pairs, close: at };
}

function skipValue(text: string, at: number): number {
  const char = text[at];
  if (char === '"' || char === "'") return skipString(text, at);
  if (char === "{") return Math.min(readInline(text, at, []).close + 1, text.length);
  if (char === "[") {
    let next = skipBlank(text, at + 1);
    while (next < text.length && text[next] !== "]") {
      const behind = text[next] === "," ? next + 1 : skipValue(text, next);
      next = skipBlank(text, Math.max(behind, next + 1));
    }
    return Math.min(next + 1, text.length);
  }
  const bare = /[^,\]}#\n\r]*/y;
  bare.lastIndex = at;
  return at + (bare.exec(text)?.[0].trimEnd().length ?? 0);
}

function skipString(text: string, at: number): number {
  const quote = text[at] ?? '"';
  const triple = quote.repeat(3);
  const isLong = text.startsWith(triple, at);
  const fence = isLong ? triple : quote;
  let next = at + fence.length;
  while (next < text.length && !text.startsWith(fence, next)) next += quote === '"' && text[next] === "\\" ? 2 : 1;
  next = Math.min(next + fence.length, text.length);
  // A long string may end in quotes of its own: up to two before the fence.
  while (isLong && text[next] === quote && next < text.length) next += 1;
  return next;
}

/** The first of `wanted` from `at` on that stands in no quotes, within the line; else the end of the line. */
function findOutsideQuotes(text: string, at: number, wanted: string): number {
  let next = at;
  while (next < text.length && text[next] !== wanted && text[next] !== "\n") {
    next = text[next] === '"' || text[next] === "'" ? skipString(text, next) : next + 1;
  }
  return Math.min(next, text.length);
}

function skipSpaces(text: string, at: number): number {
  let next = at;
  while (text[next] === " " || text[next] === "\t") next += 1;
  return next;
}

/** Over spaces, line ends and comments. */
function skipBlank(text: string, at: number): number {
  const blank = /(?:[ \t\r\n\uFEFF]+|#[^\n]*)*/y;
  blank.lastIndex = at;
  return at + (blank.exec(text)?.[0].length ?? 0);
}
