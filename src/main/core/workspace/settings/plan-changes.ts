import { isDeepStrictEqual } from "node:util";
import { parse } from "smol-toml";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { nearest } from "../../../../shared/suggest.ts";
import { type TomlChange, valueAt } from "../../base/toml/toml-edit.ts";
import { type TomlPath, isTable, keyText, parseKey, plain } from "../../base/toml/toml-value.ts";
import { SETTING_KEYS, defaultOf, pathOf, problemOf, settingOf } from "./setting-leaves.ts";
import { isTomlValue } from "./settings-template.ts";

/** By dotted key; null takes one back to its default. */
export type SettingChanges = Readonly<Record<string, unknown>>;

/** What is to be done to the text; all changes, or the reason why none. The text must be TOML. */
export function planChanges(
  changes: SettingChanges,
  text: string,
): Result<readonly TomlChange[], Failure<"setting-not-found" | "bad-setting">> {
  const table = plain(parse(text.replace(/^\uFEFF/, "")));
  const planned: TomlChange[] = [];
  for (const [key, value] of Object.entries(changes)) {
    const path = parseKey(key);
    const setting = path === undefined ? undefined : settingOf(path);
    if (path === undefined || setting === undefined) return unknownKey(key);
    const home = pathOf(setting);
    const usual = defaultOf(setting);
    const present = valueAt(table, path);
    if (path.length > home.length && !isOpen(usual, valueAt(table, home))) return unknownKey(key);
    if (value === null) {
      // A table keeps its header, and the comments below it.
      const isEmptied = path.length === home.length && isTable(usual) && isTable(present);
      if (present !== undefined) planned.push({ path, value: isEmptied ? {} : undefined });
      continue;
    }
    const whole = path.length === home.length ? value : placed(valueAt(table, home), path.slice(home.length), value);
    const problem = problemOf(setting, whole);
    if (problem !== undefined || !isTomlValue(value)) {
      return fail("bad-setting", `${key} ${problem ?? "has a value that the file cannot hold"}.`, {
        remedy: `See it with \`drover settings get ${setting}\`. Nothing was changed.`,
        details: { key },
      });
    }
    const isAsUsual = present === undefined && isDeepStrictEqual(value, valueAt(usual, path.slice(home.length)));
    if (!isAsUsual && !isDeepStrictEqual(present, value)) planned.push({ path, value });
  }
  return ok(planned);
}

/** Whether there may be entries below a setting. */
function isOpen(usual: unknown, present: unknown): boolean {
  return isTable(usual) || isTable(present) || (usual === undefined && present === undefined);
}

function placed(base: unknown, [key, ...rest]: TomlPath, value: unknown): unknown {
  if (key === undefined) return value;
  const table = isTable(base) ? base : {};
  return { ...table, [key]: placed(table[key], rest, value) };
}

function unknownKey(key: string): Result<never, Failure<"setting-not-found">> {
  const meant = nearest(key, SETTING_KEYS) ?? SETTING_KEYS.find((one) => one.endsWith(`.${key}`));
  return fail("setting-not-found", `There is no setting ${keyText([key]) === key ? key : JSON.stringify(key)}.`, {
    remedy: meant === undefined ? "List them with `drover settings show`." : `Did you mean ${meant}?`,
  });
}
