import { parse } from "smol-toml";

/** What TOML can hold of what Drover writes: no dates, no null. */
export type TomlValue = string | number | boolean | readonly TomlValue[] | TomlTableValue;
export interface TomlTableValue {
  readonly [key: string]: TomlValue;
}
/** Keys from the outside in; `look.theme` is `["look", "theme"]`. */
export type TomlPath = readonly string[];

/** What a parser gave as objects like any other: its own have no prototype, so that nothing would be equal to them. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isTable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

const BARE = /^[A-Za-z0-9_-]+$/;

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A key as it stands in a file, quoted where it has to be. */
export function keyText(path: TomlPath): string {
  return path.map((part) => (BARE.test(part) ? part : stringText(part))).join(".");
}

/** The parts of a dotted key; undefined where it is none. */
export function parseKey(text: string): TomlPath | undefined {
  const path: string[] = [];
  try {
    // A line feed in it would begin something else.
    if (/[\n\r]/.test(text)) return undefined;
    let at: unknown = parse(`${text} = 0`);
    while (isTable(at)) {
      const keys = Object.keys(at);
      const [key] = keys;
      if (key === undefined || keys.length > 1) return undefined;
      path.push(key);
      at = at[key];
    }
    return at === 0 ? path : undefined;
  } catch {
    return undefined;
  }
}

/** A value on one line. */
export function valueText(value: TomlValue): string {
  if (typeof value === "string") return stringText(value);
  if (typeof value !== "object") return Object.is(value, -0) ? "-0.0" : String(value);
  if (isList(value)) return `[${value.map(valueText).join(", ")}]`;
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, one]) => `${keyText([key])} = ${valueText(one)}`).join(", ")} }`;
}

/** `Array.isArray` knows nothing of read-only ones. */
export function isList(value: TomlValue): value is readonly TomlValue[] {
  return Array.isArray(value);
}

/** JSON's escapes are TOML's, but for DEL, which TOML wants escaped as well. */
function stringText(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", String.raw`\u007f`);
}
