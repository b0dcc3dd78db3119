import { isDeepStrictEqual } from "node:util";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { SETTING_PARTS } from "../../../../shared/model/settings.ts";
import { DEFAULT_SETTINGS } from "../../../../shared/model/setting-defaults.ts";
import { type TomlChange, editToml } from "../../base/toml/toml-edit.ts";
import { isTable, keyText } from "../../base/toml/toml-value.ts";
import { isTomlValue, settingsTemplate } from "./settings-template.ts";

/**
 * A settings file of version 1 as the text of one of today. What differs from the defaults is set in it, whatever it is: what
 * is wrong with it is told when it is read. What TOML cannot say stands in it as a comment.
 */
export function fromJson(json: string): Result<string, Failure<"not-settings">> {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (error) {
    return fail("not-settings", `It is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (!isTable(raw)) return fail("not-settings", "It is not an object of settings.");
  if (raw["version"] !== undefined && raw["version"] !== 1) {
    return fail("not-settings", `It is of version ${JSON.stringify(raw["version"])}, which never was.`);
  }
  const changes: TomlChange[] = [];
  const unsayable: string[] = [];
  const take = (path: readonly string[], value: unknown, usual: unknown) => {
    if (isDeepStrictEqual(value, usual)) return;
    if (isTomlValue(value)) changes.push({ path, value });
    else unsayable.push(`# In settings.json: ${keyText(path)} = ${JSON.stringify(value)}`);
  };
  const parts: ReadonlySet<string> = new Set(SETTING_PARTS);
  for (const [name, value] of Object.entries(raw)) {
    if (name === "version") continue;
    const usual: unknown = Reflect.get(DEFAULT_SETTINGS, name);
    if (!parts.has(name) || !isTable(value)) take([name], value, usual);
    else for (const [field, one] of Object.entries(value)) take([name, field], one, Reflect.get(Object(usual), field));
  }
  const edited = editToml(settingsTemplate(), changes);
  if (!edited.ok) return fail("not-settings", edited.error.message);
  return ok(unsayable.length === 0 ? edited.value : `${edited.value}\n${unsayable.join("\n")}\n`);
}
