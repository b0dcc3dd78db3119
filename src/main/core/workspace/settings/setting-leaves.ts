import { z } from "zod";
import { DEFAULT_SETTINGS } from "../../../../shared/model/setting-defaults.ts";
import { sayProblem } from "../../../../shared/contract/bad-input.ts";
import { SETTING_WORDS } from "../../../../shared/model/setting-words.ts";
import { SETTING_PARTS, type SettingKey, type Settings, settings } from "../../../../shared/model/settings.ts";
import type { TomlPath } from "../../base/toml/toml-value.ts";
import { valueAt } from "../../base/toml/toml-edit.ts";

const parts: ReadonlySet<string> = new Set(SETTING_PARTS);

/** What each setting may be. */
const LEAVES: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(settings.shape).flatMap(([name, schema]): readonly (readonly [string, z.ZodType])[] =>
    parts.has(name) && schema instanceof z.ZodObject
      ? Object.entries(schema.shape).map(([field, leaf]) => [`${name}.${field}`, leaf] as const)
      : [[name, schema] as const],
  ),
);

/** In the order in which people look at them. */
export const SETTING_KEYS: readonly SettingKey[] = Object.keys(SETTING_WORDS).filter(isSettingKey);

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(SETTING_WORDS, text);
}

export function pathOf(key: SettingKey): TomlPath {
  return key.split(".");
}

/** The setting that the path is, or is within. */
export function settingOf(path: TomlPath): SettingKey | undefined {
  return [path.slice(0, 1), path.slice(0, 2)].map((one) => one.join(".")).find(isSettingKey);
}

export function defaultOf(key: SettingKey): unknown {
  return valueAt(DEFAULT_SETTINGS, pathOf(key));
}

/** What is wrong with a value, behind the name of its setting; undefined for a good one. */
export function problemOf(key: SettingKey, value: unknown): string | undefined {
  const parsed = LEAVES.get(key)?.safeParse(value);
  return parsed === undefined || parsed.success ? undefined : inWords(parsed.error, value);
}

export interface Mended {
  /** What is left of the value; undefined where nothing is. */
  readonly value: unknown;
  /** Entries that had to be left out, by their name or index; or the whole value, where it is none. */
  readonly dropped: readonly { readonly entry?: string; readonly problem: string }[];
}

/** As much of a value as makes sense: one bad entry of a list or a table takes none of the others along. */
export function mend(key: SettingKey, value: unknown): Mended {
  const schema = LEAVES.get(key);
  const parsed = schema?.safeParse(value);
  if (schema === undefined || parsed === undefined || parsed.success) return { value, dropped: [] };
  const bad = new Map(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ""), issue]));
  const whole: Mended = { value: undefined, dropped: [{ problem: inWords(parsed.error, value) }] };
  if (bad.has("") || typeof value !== "object" || value === null) return whole;
  const kept = Array.isArray(value)
    ? value.filter((_, at) => !bad.has(String(at)))
    : Object.fromEntries(Object.entries(value).filter(([name]) => !bad.has(name)));
  if (!schema.safeParse(kept).success) return whole;
  const dropped = [...bad].map(([entry, issue]) => ({ entry, problem: fieldProblem(issue, value) }));
  return { value: kept, dropped };
}

/** Settings of which some are given; the defaults of the others count. The values must be good ones. */
export function composeSettings(values: ReadonlyMap<SettingKey, unknown>): Settings {
  const whole: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [key, value] of values) {
    const [name = key, field] = pathOf(key);
    whole[name] = field === undefined ? value : { ...Object(whole[name]), [field]: value };
  }
  return settings.parse(whole);
}

function inWords(error: z.ZodError, value: unknown): string {
  const [first] = error.issues;
  return first === undefined ? "is not understood" : fieldProblem(first, value);
}

function fieldProblem(issue: z.core.$ZodIssue, value: unknown): string {
  const problem = sayProblem(issue, value);
  return issue.path.length === 0 ? problem : `${problem} (at ${issue.path.map(String).join(".")})`;
}
