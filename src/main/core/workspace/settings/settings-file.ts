import { createHash } from "node:crypto";
import { readFile, readlink, realpath, rename, stat } from "node:fs/promises";
import path from "node:path";
import type { SettingProblem } from "../../../../shared/contract/settings.ts";
import { writeFileAtomic } from "../../platform/fs/atomic-write.ts";
import { exists, isMissing } from "../../platform/fs/exists.ts";
import { fromJson } from "./from-json.ts";
import { type ReadSettings, readSettings } from "./read-settings.ts";
import { settingsTemplate } from "./settings-template.ts";
import { ABSENT, unreadable } from "./unreadable.ts";

export function settingsFile(workspaceDir: string): string {
  return path.join(workspaceDir, "settings.toml");
}

/** Version 1 of the file. */
function oldFile(workspaceDir: string): string {
  return path.join(workspaceDir, "settings.json");
}

export interface SettingsText {
  readonly text: string;
  /** What became of a file of version 1. */
  readonly problems: readonly SettingProblem[];
  /** Why the text is not that of the file, but of one in which nothing is set. */
  readonly unread?: SettingProblem;
}

/**
 * The text of the settings file. One that is missing is made; a settings.json of version 1 is taken over into it once, and
 * kept as settings.json.old, or as settings.json.bad where it makes no sense. One that cannot be read is left as it is, and
 * keeps nothing from starting.
 */
export async function openSettingsText(workspaceDir: string): Promise<SettingsText> {
  const file = settingsFile(workspaceDir);
  const old = oldFile(workspaceDir);
  const fresh = settingsTemplate();
  const unread = (problem: SettingProblem): SettingsText => ({
    text: fresh,
    problems: [],
    unread: { ...problem, message: `${problem.message} The defaults count.` },
  });
  let text: string | undefined;
  try {
    text = await readText(file);
  } catch (error) {
    return unread(unreadable(error));
  }
  if (text !== undefined) {
    const isLeft = await exists(old);
    const message = `${old} is not read: ${path.basename(file)} is.`;
    return {
      text,
      problems: isLeft ? [{ severity: "warning", message, remedy: "Remove settings.json, or rename it." }] : [],
    };
  }
  const json = await readText(old);
  if (json === undefined) {
    try {
      await writeSettingsText(file, fresh);
    } catch (error) {
      // A link into a folder that is not there, as of a disk that is not mounted.
      if (isMissing(error)) return { text: fresh, problems: [], unread: ABSENT };
      throw error;
    }
    return { text: fresh, problems: [] };
  }
  const taken = fromJson(json);
  const kept = `${old}.${taken.ok ? "old" : "bad"}`;
  const made = taken.ok ? taken.value : fresh;
  await writeSettingsText(file, made);
  await rename(old, kept);
  if (taken.ok) return { text: made, problems: [] };
  const message = `${old} could not be taken over: ${taken.error.message} It was kept as ${path.basename(kept)}.`;
  return { text: made, problems: [{ severity: "error", message, remedy: `Set in ${file} what you had in it.` }] };
}

/** The settings as they lie there, for those who may not write. */
export async function peekSettings(workspaceDir: string): Promise<ReadSettings> {
  const file = settingsFile(workspaceDir);
  try {
    const text = await readText(file);
    if (text !== undefined) return readSettings(text);
  } catch (error) {
    return { ...readSettings(""), problems: [unreadable(error)] };
  }
  const json = await readText(oldFile(workspaceDir)).catch(() => undefined);
  const taken = json === undefined ? undefined : fromJson(json);
  return readSettings(taken?.ok === true ? taken.value : "");
}

/** Undefined where there is none. */
export async function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}

/** Through a symbolic link to the file that it stands for, also where that is not there yet, and with that file's own rights. */
export async function writeSettingsText(file: string, text: string): Promise<void> {
  const real = await realOf(file);
  const mode = await stat(real).then(
    (found) => found.mode & 0o777,
    () => 0o600,
  );
  await writeFileAtomic(real, text, { mode });
}

async function realOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const target = await readlink(file).catch(() => undefined);
    return target === undefined ? file : realOf(path.resolve(path.dirname(file), target));
  }
}

/** The same for the same text. */
export function fingerprintOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
