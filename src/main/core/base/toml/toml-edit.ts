import { isDeepStrictEqual } from "node:util";
import { TomlError, parse } from "smol-toml";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { type TomlPair, type TomlSection, lineEnd, lineStart, scanToml } from "./toml-scan.ts";
import {
  type TomlPath,
  type TomlTableValue,
  type TomlValue,
  isList,
  isTable,
  keyText,
  plain,
  valueText,
} from "./toml-value.ts";

/** `undefined` takes the key away. */
export interface TomlChange {
  readonly path: TomlPath;
  readonly value: TomlValue | undefined;
}

/**
 * A text of TOML with some keys changed, and nothing else: comments, order and blank lines stay. What comes out was read
 * again and says what was asked for, else it is refused. The text that is given must be valid.
 */
export function editToml(text: string, changes: readonly TomlChange[]): Result<string, Failure<"toml-not-editable">> {
  let edited = text;
  let wanted: unknown = parse(text);
  try {
    for (const { path, value } of changes) {
      edited = value === undefined ? remove(edited, path) : set(edited, path, value);
      wanted = withChange(wanted, path, value);
    }
    if (isDeepStrictEqual(withoutEmpty(parse(edited)), withoutEmpty(wanted))) return ok(edited);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
  }
  const keys = changes.map(({ path }) => keyText(path)).join(", ");
  return fail("toml-not-editable", `${keys} cannot be changed without touching more of the file.`, {
    remedy: "Change it in the file by hand.",
  });
}

function set(text: string, path: TomlPath, value: TomlValue): string {
  const present = valueAt(parse(text), path);
  if (isTable(value) && isTable(present)) return setEntries(text, { path, value, present });
  const pair = pairsOf(text).find((one) => isSame(one.path, path));
  if (pair !== undefined) return splice(text, pair.valueStart, pair.valueEnd, valueText(value));
  // Another kind of thing stands there: a table, or tables of an array.
  if (present !== undefined) return set(remove(text, path), path, value);
  return insert(text, path, value);
}

/** Entry by entry, so that comments between them stay. */
function setEntries(
  text: string,
  { path, value, present }: { path: TomlPath; value: TomlTableValue; present: Readonly<Record<string, unknown>> },
): string {
  let edited = text;
  for (const key of Object.keys(present)) {
    if (!Object.hasOwn(value, key)) edited = remove(edited, [...path, key]);
  }
  for (const [key, one] of Object.entries(value)) {
    if (!isDeepStrictEqual(plain(present[key]), one)) edited = set(edited, [...path, key], one);
  }
  return edited;
}

function insert(text: string, path: TomlPath, value: TomlValue): string {
  const above = pairsOf(text).findLast((one) => one.path.length < path.length && startsWith(path, one.path));
  if (above !== undefined) return insertInto(text, above, { path, value });
  const parent = path.slice(0, -1);
  if (!isList(value) && isTable(value) && !isSmall(value)) return appendSection(text, path, value);
  const sections = scanToml(text).filter(({ isArray }) => !isArray);
  const home = sections.find((one) => isSame(one.path, parent));
  if (home !== undefined) return insertLine(text, home, { path, value });
  // The table is made of dotted keys somewhere: it goes on there.
  const dotted = sections.findLast((one) => one.pairs.some((pair) => startsWith(pair.path, parent)));
  if (dotted !== undefined) return insertLine(text, dotted, { path, value });
  return appendSection(text, parent, { [path.at(-1) ?? ""]: value });
}

/** Few enough entries to stand on one line. */
function isSmall(value: Readonly<Record<string, unknown>>): boolean {
  const entries = Object.values(value);
  return entries.length <= 2 && !entries.some((one) => typeof one === "object");
}

/** Into an inline table; whatever else stands there gives way to one. */
function insertInto(text: string, above: TomlPair, { path, value }: { path: TomlPath; value: TomlValue }): string {
  const inner = path.slice(above.path.length);
  const line = `${keyText(inner)} = ${valueText(value)}`;
  const { inline } = above;
  if (inline === undefined) return splice(text, above.valueStart, above.valueEnd, `{ ${line} }`);
  const last = inline.pairs.at(-1);
  if (last === undefined) return splice(text, above.valueStart, above.valueEnd, `{ ${line} }`);
  return splice(text, last.valueEnd, last.valueEnd, `, ${line}`);
}

function insertLine(
  text: string,
  home: TomlSection,
  { path, value }: { readonly path: TomlPath; readonly value: TomlValue },
): string {
  const key = keyText(path.slice(home.path.length));
  const kin = home.pairs.filter((one) => startsWith(one.path, path.slice(0, -1)));
  const last = kin.at(-1) ?? home.pairs.at(-1);
  const outOf = last === undefined ? endOfBody(text, home) : lineEnd(text, last.valueEnd);
  const at = placeBehindComment(text, home, key) ?? outOf;
  const indent = last === undefined ? "" : text.slice(lineStart(text, last.keyStart), last.keyStart);
  return insertLines(text, at, [`${indent.trim() === "" ? indent : ""}${key} = ${valueText(value)}`]);
}

/** Behind the line in which the key stands as a comment, as in `# theme = "dark"`. */
function placeBehindComment(text: string, home: TomlSection, key: string): number | undefined {
  for (let at = home.bodyStart; at < home.end; at = lineEnd(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (!/^[ \t]*#/.test(line) || home.pairs.some((one) => one.keyStart < at && at < one.valueEnd)) continue;
    const said = line.replace(/^[ \t]*#[ \t]*/, "");
    if (said.startsWith(key) && /^[ \t]*=/.test(said.slice(key.length))) return lineEnd(text, at);
  }
  return undefined;
}

/** Where a section without pairs takes the first one: below its header; above the first header's own comments otherwise. */
function endOfBody(text: string, home: TomlSection): number {
  if (home.path.length > 0) return home.bodyStart;
  let end = home.end;
  while (end > 0) {
    const start = lineStart(text, end - 1);
    if (end < text.length && text.slice(start, end).trim() === "") return end;
    if (end === text.length && text.slice(start, end).trim() !== "") return end;
    end = start;
  }
  return end;
}

function appendSection(text: string, path: TomlPath, entries: TomlTableValue): string {
  const lines = Object.entries(entries).map(([key, one]) => `${keyText([key])} = ${valueText(one)}`);
  const gap = text.trim() === "" || /\n\r?\n$/.test(text) ? [] : [""];
  return insertLines(text, text.length, [...gap, `[${keyText(path)}]`, ...lines]);
}

/** Takes away what is at the path and below it, and headers that are for that alone. */
function remove(text: string, path: TomlPath): string {
  const pair = pairsOf(text).find((one) => startsWith(one.path, path));
  if (pair !== undefined) return remove(withoutPair(text, pair), path);
  const section = scanToml(text).find((one) => one.path.length > 0 && startsWith(one.path, path));
  if (section === undefined) return text;
  return remove(splice(text, section.start, section.bodyStart, ""), path);
}

function withoutPair(text: string, pair: TomlPair): string {
  const holder = pairsOf(text).find(({ inline }) => inline?.pairs.some((one) => one.keyStart === pair.keyStart));
  if (holder?.inline === undefined) {
    return splice(text, lineStart(text, pair.keyStart), lineEnd(text, pair.valueEnd), "");
  }
  const { pairs, close } = holder.inline;
  const index = pairs.findIndex((one) => one.keyStart === pair.keyStart);
  const before = pairs[index - 1];
  const behind = pairs[index + 1];
  if (before !== undefined) return splice(text, before.valueEnd, pair.valueEnd, "");
  return behind === undefined
    ? splice(text, holder.valueStart, close + 1, "{}")
    : splice(text, pair.keyStart, behind.keyStart, "");
}

/** All of them, those of inline tables behind the one that holds them. */
function pairsOf(text: string): readonly TomlPair[] {
  const flat = (pairs: readonly TomlPair[]): readonly TomlPair[] =>
    pairs.flatMap((one) => [one, ...(one.inline === undefined ? [] : flat(one.inline.pairs))]);
  return scanToml(text).flatMap(({ pairs }) => flat(pairs));
}

function insertLines(text: string, at: number, lines: readonly string[]): string {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const before = at > 0 && text[at - 1] !== "\n" ? eol : "";
  return splice(text, at, at, before + lines.map((line) => line + eol).join(""));
}

function splice(text: string, from: number, to: number, put: string): string {
  return text.slice(0, from) + put + text.slice(to);
}

function startsWith(path: TomlPath, beginning: TomlPath): boolean {
  return beginning.every((part, at) => path[at] === part);
}

function isSame(one: TomlPath, other: TomlPath): boolean {
  return one.length === other.length && startsWith(one, other);
}

/** Undefined where nothing is. */
export function valueAt(value: unknown, path: TomlPath): unknown {
  let at = value;
  for (const part of path) {
    if (!isTable(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

function withChange(base: unknown, [key, ...rest]: TomlPath, value: TomlValue | undefined): unknown {
  if (key === undefined) return value;
  if (value === undefined && !isTable(base)) return base;
  const table = isTable(base) ? base : {};
  const below = withChange(Object.hasOwn(table, key) ? table[key] : undefined, rest, value);
  const others = Object.entries(table).filter(([name]) => name !== key);
  return Object.fromEntries(below === undefined ? others : [...others, [key, below]]);
}

/** An empty table says no more than none. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isTable(value)) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, withoutEmpty(one)] as const);
  return Object.fromEntries(entries.filter(([, one]) => !isTable(one) || Object.keys(one).length > 0));
}
