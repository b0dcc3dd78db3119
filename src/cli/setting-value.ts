import type { InputOf } from "../shared/contract/contract.ts";
import { SETTING_WORDS } from "../shared/model/setting-words.ts";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import { isSetting } from "./output/settings.ts";

type Value = InputOf<"settings.set">["changes"][string];

/**
 * A value of the command line as the setting wants it: texts and choices as they are, lists also as words with commas
 * between, everything else as TOML has it. The core says whether it is a good one.
 */
export async function settingValue(key: string, text: string): Promise<Result<Value, Failure<"bad-setting">>> {
  const kind = isSetting(key) ? SETTING_WORDS[key].shape.kind : undefined;
  if (kind === "text" || kind === "choice") return ok(text);
  if (kind === "switch" && /^(?:on|yes)$/i.test(text)) return ok(true);
  if (kind === "switch" && /^(?:off|no)$/i.test(text)) return ok(false);
  if (kind === "list" && !text.trimStart().startsWith("[")) {
    return ok(
      text
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== ""),
    );
  }
  const { parse } = await import("smol-toml");
  try {
    const value: unknown = parse(`value = ${text}`)["value"];
    return ok(jsonOf(value));
  } catch {
    // Within a table most values are words, as in billing.claude.
    if (kind === undefined && !/^[[{"']/.test(text)) return ok(text);
    return fail("bad-setting", `${text} is no value of TOML, which ${key} needs.`, {
      remedy: "Numbers and true or false as they are, lists in [ ], tables in { }; quote it for your shell.",
    });
  }
}

function jsonOf(value: unknown): Value {
  const text: unknown = JSON.parse(JSON.stringify(value));
  return isJson(text) ? text : null;
}

function isJson(value: unknown): value is Value {
  return value !== undefined;
}
