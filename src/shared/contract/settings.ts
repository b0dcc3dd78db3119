import { z } from "zod";
import { preferences } from "../model/preferences.ts";
import { timestamp } from "../model/primitives.ts";
import { SUPERVISORS, USER_ONLY, request, stream } from "./verb.ts";

/** Of the settings file. A longer one is not read. */
export const MAX_SETTINGS_CHARS = 1_000_000;

/** What is wrong with the settings file. An error keeps something from counting; a warning does not. */
export const settingProblem = z.object({
  severity: z.enum(["error", "warning"]),
  /** The dotted key it is about; absent where the file as a whole cannot be read. */
  key: z.string().optional(),
  /** From 1, in the file. */
  line: z.int().optional(),
  column: z.int().optional(),
  message: z.string(),
  remedy: z.string().optional(),
});
export type SettingProblem = z.infer<typeof settingProblem>;

export const settingView = z.object({
  /** Dotted, as in `look.theme`. */
  key: z.string(),
  /** What counts; absent where there is none. One that waits for a restart is already told here. */
  value: z.json().optional(),
  default: z.json().optional(),
  /** Where the value comes from; `git` for an owner who is not set here. */
  from: z.enum(["default", "file", "git"]),
  /** Line of the file, from 1, where it is set, or where a table's header waits for entries. */
  line: z.int().optional(),
  /** It was changed since the core started, and counts from the next start on. */
  waitsForRestart: z.literal(true).optional(),
});
export type SettingView = z.infer<typeof settingView>;

export const settingsView = z.object({
  /** Full path of settings.toml. */
  file: z.string(),
  /** When what the file says was last found to be different. */
  changedAt: timestamp,
  settings: z.array(settingView),
  /** The user's preferences, whole, for pages. */
  preferences,
  problems: z.array(settingProblem),
});
export type SettingsView = z.infer<typeof settingsView>;

export const settingsShow = request({
  name: "settings.show",
  summary: "Show every setting: its value, its default, where it comes from, and what is wrong with the file.",
  input: z.strictObject({}),
  output: settingsView,
  errors: [],
  callers: SUPERVISORS,
  danger: "safe",
});

export const settingsSet = request({
  name: "settings.set",
  summary: "Change settings; null takes one back to its default. All of them are changed, or none.",
  input: z.strictObject({
    /** By dotted key, as in `look.theme`; a key within a table is quoted where TOML wants it, as in `prices."gpt-5.1"`. */
    changes: z.record(z.string().min(1).max(300), z.json()),
  }),
  output: settingsView,
  errors: ["setting-not-found", "bad-setting", "settings-unreadable", "settings-not-written"],
  callers: USER_ONLY,
  danger: "safe",
});

/** All settings now, then again after each change, whoever made it. Not resumable. */
export const settingsWatch = stream({
  name: "settings.watch",
  summary: "Follow the settings: all of them now, then after each change, by whomever.",
  input: z.strictObject({}),
  event: settingsView,
  errors: [],
  callers: USER_ONLY,
  danger: "safe",
});

export const settingsText = request({
  name: "settings.text",
  summary: "Read the settings file as text.",
  input: z.strictObject({}),
  output: z.object({ file: z.string(), text: z.string(), fingerprint: z.string() }),
  errors: ["settings-unreadable"],
  callers: USER_ONLY,
  danger: "safe",
});

export const settingsWrite = request({
  name: "settings.write",
  summary: "Check a new text of the settings file, and write it if nothing is wrong with it.",
  input: z.strictObject({
    text: z.string().max(MAX_SETTINGS_CHARS),
    /** Of the text that was edited: what somebody else wrote since is not overwritten. */
    fingerprint: z.string().max(100).optional(),
    /** Says what is wrong, and writes nothing. */
    check: z.boolean().optional(),
  }),
  output: z.object({ problems: z.array(settingProblem), written: z.boolean(), fingerprint: z.string() }),
  errors: ["settings-changed", "settings-unreadable", "settings-not-written"],
  callers: USER_ONLY,
  danger: "safe",
});

export const settingsVerbs = [settingsShow, settingsSet, settingsWatch, settingsText, settingsWrite] as const;
