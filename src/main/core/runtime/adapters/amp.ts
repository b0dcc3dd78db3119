import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../platform/fs/exists.ts";
import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { parseSettings } from "./settings-hooks.ts";

/**
 * Amp has hooks for plugins alone, and loads those from the project or the user's configuration, neither of which is ours.
 * What it takes for one session is a settings file in place of the user's: theirs, without updates under thirty sessions,
 * and with consent without questions, for which newer versions have no flag.
 */
async function equip({ sessionDir, unattended, env, knows }: EquipOrder): Promise<Equipment> {
  const nothing: Equipment = { args: [], env: {} };
  const theirs = env["AMP_SETTINGS_FILE"] ?? path.join(configHome(env), "amp", "settings.json");
  const settings = await readSettings(theirs);
  // It says itself what is wrong with them.
  if (settings === undefined || !knows("--settings-file")) return nothing;
  const file = path.join(sessionDir, "settings.json");
  const ours = {
    ...settings,
    "amp.updates.mode": "disabled",
    ...(unattended ? { "amp.dangerouslyAllowAll": true } : {}),
  };
  await writeFile(file, JSON.stringify(ours, undefined, 2), { mode: 0o600 });
  return { args: ["--settings-file", file], env: {} };
}

function configHome(env: EquipOrder["env"]): string {
  return env["XDG_CONFIG_HOME"] ?? path.join(env["HOME"] ?? env["USERPROFILE"] ?? "", ".config");
}

async function readSettings(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    return parseSettings(await readFile(file, "utf8"));
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

export const amp: RuntimeAdapter = { equip, flags: ["--settings-file"] };
