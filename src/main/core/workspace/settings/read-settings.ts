import { TomlError, parse } from "smol-toml";
import { MAX_SETTINGS_CHARS, type SettingProblem } from "../../../../shared/contract/settings.ts";
import { SETTING_PARTS, type SettingKey, type Settings, settings } from "../../../../shared/model/settings.ts";
import { nearest } from "../../../../shared/suggest.ts";
import { valueAt } from "../../base/toml/toml-edit.ts";
import { lineFinder, scanToml } from "../../base/toml/toml-scan.ts";
import { type TomlPath, isTable, keyText, plain, valueText } from "../../base/toml/toml-value.ts";
import { SETTING_KEYS, composeSettings, defaultOf, mend, pathOf } from "./setting-leaves.ts";
import { SETTINGS_VERSION, isTomlValue } from "./settings-template.ts";

/** What a settings file says. */
export interface ReadSettings {
  readonly settings: Settings;
  /** What the file sets of it, by key; only what counts. */
  readonly values: ReadonlyMap<SettingKey, unknown>;
  /** Lines, from 1, by dotted key. */
  readonly lines: ReadonlyMap<string, number>;
  readonly problems: readonly SettingProblem[];
  /** Whether it is TOML at all: Drover changes nothing in a file that it cannot read whole. */
  readonly isToml: boolean;
}

/**
 * Reads as much as makes sense; whatever does not is told with its line and key, and its default counts. Where the text is
 * no TOML and something counted `before`, that still counts whole: somebody may be in the middle of writing.
 */
export function readSettings(text: string, before?: ReadSettings): ReadSettings {
  const { table, problem, instead, lines } = parseWithin(text);
  if (problem !== undefined && before !== undefined) {
    const message = `${problem.message} What counted before still counts.`;
    return { ...before, lines, isToml: false, problems: [{ ...problem, message }] };
  }
  const problems: SettingProblem[] =
    problem === undefined ? [] : [{ ...problem, message: `${problem.message} ${instead}` }];
  const told = (key: TomlPath, severity: SettingProblem["severity"], message: string, remedy?: string) => {
    const line = lineNear(lines, key);
    const where = line === undefined ? {} : { line };
    problems.push({ severity, key: keyText(key), ...where, message, ...(remedy === undefined ? {} : { remedy }) });
  };
  const values = new Map<SettingKey, unknown>();
  for (const key of SETTING_KEYS) {
    const path = pathOf(key);
    const given = valueAt(table, path);
    // A header that waits for entries sets nothing.
    if (given === undefined || (isTable(given) && Object.keys(given).length === 0)) continue;
    const { value, dropped } = mend(key, given);
    if (value !== undefined) values.set(key, value);
    for (const { entry, problem: what } of dropped) {
      const counts = entry === undefined ? usual(key) : "It is left out; the others count.";
      told(entry === undefined ? path : [...path, entry], "error", `${keyText(path)} ${what}. ${counts}`);
    }
  }
  for (const { path, message, remedy } of unknownKeys(table)) told(path, "warning", message, remedy);
  return { settings: composeSettings(values), values, lines, problems, isToml: problem === undefined };
}

function usual(key: SettingKey): string {
  const value = defaultOf(key);
  return isTomlValue(value) && !isTable(value) ? `The default, ${valueText(value)}, counts.` : "It does not count.";
}

/** Lines that are left out at most, to read the others, and the time that may take: the core does nothing else meanwhile. */
const MOST_BAD_LINES = 200;
const MOST_MS = 250;

interface Parsed {
  readonly table: unknown;
  /** The first thing that is wrong. */
  readonly problem?: SettingProblem;
  /** What counts then, in words. */
  readonly instead: string;
}

/** Nothing is asked of a text that is too long, or nested too deeply: the core must start, and go on, beside any file. */
function parseWithin(text: string): Parsed & Pick<ReadSettings, "lines"> {
  const beyond = (message: string) => ({
    ...{ table: {}, instead: "The defaults count.", lines: new Map<string, number>() },
    problem: { severity: "error" as const, message },
  });
  if (text.length > MAX_SETTINGS_CHARS) {
    return beyond(`The file is longer than ${MAX_SETTINGS_CHARS.toLocaleString("en")} characters.`);
  }
  try {
    return { ...parseMost(text), lines: linesOf(text) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return beyond("Its values are nested too deeply to be read.");
  }
}

/** The file without the lines that keep it from being read. What follows a bad header would be read as another table's. */
function parseMost(text: string): Parsed {
  const latest = performance.now() + MOST_MS;
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  let problem: SettingProblem | undefined;
  let left = 0;
  while (left <= MOST_BAD_LINES && performance.now() < latest) {
    try {
      const table = plain(parse(lines.join("\n")));
      return { table, instead: said(left), ...(problem === undefined ? {} : { problem }) };
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      const around = beginningOf(lines.join("\n"), error.line);
      problem ??= {
        ...{ severity: "error", line: error.line, column: error.column },
        message: `This is not TOML: ${reasonOf(error)}.${around === undefined ? "" : ` It is within ${around.key}, which begins in line ${around.line}.`}`,
      };
      const line = around?.line ?? error.line;
      const bad = lines[line - 1];
      if (bad === undefined || bad.trim() === "") break;
      const isHeader = bad.trimStart().startsWith("[");
      lines[line - 1] = "";
      left += 1;
      for (let at = line; isHeader && at < lines.length && lines[at]?.trimStart().startsWith("[") === false; at += 1) {
        lines[at] = "";
      }
    }
  }
  return { table: {}, instead: "The defaults count.", ...(problem === undefined ? {} : { problem }) };
}

/** The setting in which a line stands that does not begin one, as after a bracket that nobody closed. */
function beginningOf(text: string, line: number): { readonly key: string; readonly line: number } | undefined {
  const lineAt = lineFinder(text);
  for (const { path, keyStart, valueEnd } of scanToml(text).flatMap(({ pairs }) => pairs)) {
    const first = lineAt(keyStart);
    if (first < line && line <= lineAt(valueEnd)) return { key: keyText(path), line: first };
  }
  return undefined;
}

function said(left: number): string {
  return left === 1 ? "The line is left out; the others count." : `${left} lines are left out; the others count.`;
}

/** The first line of what the parser says, which shows the text around as well. */
function reasonOf(error: TomlError): string {
  const [first = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
  return first.replace(/\.$/, "");
}

interface UnknownKey {
  readonly path: TomlPath;
  readonly message: string;
  readonly remedy?: string;
}

function unknownKeys(table: unknown): readonly UnknownKey[] {
  if (!isTable(table)) return [];
  const parts: ReadonlySet<string> = new Set(SETTING_PARTS);
  return Object.entries(table).flatMap(([name, value]): readonly UnknownKey[] => {
    if (name === "version") return versionProblem(value);
    if (!Object.hasOwn(settings.shape, name)) return [unknown([name])];
    if (!parts.has(name)) return [];
    if (!isTable(value)) return [{ path: [name], message: `${name} must be a table: [${name}]. It does not count.` }];
    const known = new Set(SETTING_KEYS.map(String));
    return Object.keys(value).flatMap((field) => (known.has(`${name}.${field}`) ? [] : [unknown([name, field])]));
  });
}

function unknown(path: TomlPath): UnknownKey {
  const key = keyText(path);
  const meant = nearest(key, SETTING_KEYS) ?? SETTING_KEYS.find((one) => one.endsWith(`.${path.at(-1) ?? ""}`));
  return {
    path,
    message: `There is no setting ${key}. It is kept and does not count.`,
    ...(meant === undefined ? {} : { remedy: `Did you mean ${meant}?` }),
  };
}

function versionProblem(value: unknown): readonly UnknownKey[] {
  if (typeof value === "number" && value <= SETTINGS_VERSION) return [];
  return [
    {
      path: ["version"],
      message: `The file is of version ${isTomlValue(value) ? valueText(value) : "?"}, and this Drover knows ${SETTINGS_VERSION}: what it does not know does not count.`,
      remedy: "Update Drover.",
    },
  ];
}

/** Where each key and each table is set. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const lineAt = lineFinder(text);
  const note = (path: TomlPath, at: number) => {
    for (let length = path.length; length > 0; length -= 1) {
      const key = keyText(path.slice(0, length));
      if (!lines.has(key)) lines.set(key, lineAt(at));
    }
  };
  for (const section of scanToml(text)) {
    if (section.path.length > 0) note(section.path, section.start);
    const pairs = [...section.pairs];
    for (const pair of pairs) {
      note(pair.path, pair.keyStart);
      pairs.push(...(pair.inline?.pairs ?? []));
    }
  }
  return lines;
}

function lineNear(lines: ReadonlyMap<string, number>, path: TomlPath): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(keyText(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return undefined;
}
