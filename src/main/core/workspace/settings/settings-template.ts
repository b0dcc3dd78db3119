import { SETTING_SECTIONS, type SettingWords } from "../../../../shared/model/setting-shape.ts";
import { SETTING_WORDS } from "../../../../shared/model/setting-words.ts";
import type { SettingKey } from "../../../../shared/model/settings.ts";
import { type TomlTableValue, type TomlValue, isTable, keyText, valueText } from "../../base/toml/toml-value.ts";
import { SETTING_KEYS, defaultOf, pathOf } from "./setting-leaves.ts";

/** Characters on a line of a comment, its sign included. */
const WIDTH = 110;

export const SETTINGS_VERSION = 2;

/**
 * The settings file as Drover makes it: every setting with what it does, its unit and its default, and nothing set. What
 * is changed is put below the line that shows it, so that the default stays to be seen.
 */
export function settingsTemplate(): string {
  const top = SETTING_KEYS.filter((key) => pathOf(key).length === 1 && !isTable(defaultOf(key)));
  const parts = new Map<string, SettingKey[]>();
  for (const key of SETTING_KEYS) {
    const [part = key, field] = pathOf(key);
    if (field !== undefined) parts.set(part, [...(parts.get(part) ?? []), key]);
  }
  const tables = SETTING_KEYS.filter((key) => pathOf(key).length === 1 && isTable(defaultOf(key)));
  const lines = [
    ...comment(
      "Settings of this Drover workspace. Remove the # in front of a setting to change it. Drover's own changes",
    ),
    ...comment(
      "(drover settings set, or the settings in the app) keep your comments, and yours count as soon as you save.",
    ),
    ...comment("What each does at length: docs/settings.md. What is wrong with this file: drover settings check"),
    "",
    `version = ${SETTINGS_VERSION}`,
    "",
    ...SETTING_SECTIONS.flatMap((section) => top.filter((key) => SETTING_WORDS[key].section === section)).flatMap(
      entry,
    ),
    ...[...parts].flatMap(([part, keys]) => [
      `[${keyText([part])}]`,
      ...keys.filter((key) => !isTable(defaultOf(key))).flatMap(entry),
      ...keys.filter((key) => isTable(defaultOf(key))).flatMap(table),
    ]),
    ...tables.flatMap(table),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function entry(key: SettingKey): readonly string[] {
  const name = keyText(pathOf(key).slice(-1));
  return [...comment(inWords(key)), `# ${name} = ${shownValue(key)}`, ""];
}

/** A table has its header, so that each entry gets a line of its own. */
function table(key: SettingKey): readonly string[] {
  const { shape } = SETTING_WORDS[key];
  const example = shape.kind === "table" ? exampleLines(shape.example) : [];
  return [`[${keyText(pathOf(key))}]`, ...comment(inWords(key)), ...example.map((line) => `# ${line}`), ""];
}

/** `{ a = 1, b = 2 }` as lines. Our own texts: cut at commas outside of brackets. */
function exampleLines(example: string): readonly string[] {
  const inner = example.replace(/^\{\s*|\s*\}$/g, "");
  const lines: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < inner.length; at += 1) {
    const char = inner.charAt(at);
    if ("[{".includes(char)) depth += 1;
    if ("]}".includes(char)) depth -= 1;
    if (char !== "," || depth > 0) continue;
    lines.push(inner.slice(from, at).trim());
    from = at + 1;
  }
  return [...lines, inner.slice(from).trim()];
}

function inWords(key: SettingKey): string {
  const words: SettingWords = SETTING_WORDS[key];
  const { shape, otherwise, restart } = words;
  const value = defaultOf(key);
  const range = shape.kind === "number" ? ` ${unitOf(words)}, ${shape.min} to ${shape.max}.` : "";
  const choices = shape.kind === "choice" ? ` One of: ${Object.keys(shape.choices).join(", ")}.` : "";
  const usual =
    otherwise === undefined ? (isTable(value) ? "" : ` Default: ${text(value)}.`) : ` Without it: ${otherwise}.`;
  const when = restart === true ? " Counts from the next start on." : "";
  return `${words.about}${range}${choices}${usual}${when}`;
}

function unitOf({ unit = "number" }: SettingWords): string {
  return unit === "times" ? "A factor" : `${unit.charAt(0).toUpperCase()}${unit.slice(1)}`;
}

/** What stands behind the name in the comment: the default, or an example where there is none to show. */
function shownValue(key: SettingKey): string {
  const value = defaultOf(key);
  const { shape, otherwise } = SETTING_WORDS[key];
  const hasNone = value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  if (!hasNone && otherwise === undefined) return text(value);
  if (shape.kind === "text") return valueText(shape.example ?? "");
  if (shape.kind === "list" || shape.kind === "table") return shape.example;
  return shape.kind === "number" ? "90" : text(value);
}

function text(value: unknown): string {
  return isTomlValue(value) ? valueText(value) : "";
}

export function isTomlValue(value: unknown): value is TomlValue {
  if (Array.isArray(value)) return value.every(isTomlValue);
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" || typeof value === "boolean" || isTomlTable(value);
}

function isTomlTable(value: unknown): value is TomlTableValue {
  return isTable(value) && Object.values(value).every(isTomlValue);
}

/** Broken at blanks. */
function comment(words: string): readonly string[] {
  const lines: string[] = [];
  let line = "#";
  for (const word of words.split(" ")) {
    if (line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
