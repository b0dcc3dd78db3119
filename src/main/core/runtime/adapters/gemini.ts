import { mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { RuntimeSignal } from "../../../../shared/model/runtime-signal.ts";
import { isMissing } from "../../platform/fs/exists.ts";
import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { hookSection, parseSettings, withHooks } from "./settings-hooks.ts";

/**
 * PreCompress is not among them: it fires before each call of the model, whether anything is compressed or not. Nor is
 * BeforeTool: each call starts a process, and a turn is known to go on until it ends.
 */
const EVENTS = ["SessionStart", "BeforeAgent", "AfterTool", "AfterAgent", "Notification", "SessionEnd"];

/** What a session has of its own, or makes anew from what it finds in `tmp`. */
const OWN = new Set(["settings.json", "projects.json", "projects.json.lock", "trustedFolders.json"]);

/** What the program makes when it is first needed, and what has to outlive the session: logins, and who the user is. */
const LASTING = ["oauth_creds.json", "google_accounts.json", "gemini-credentials.json", "mcp-oauth-tokens.json"];

/**
 * Gemini CLI takes settings from the system's files (which must be root's), the user's and the project's, and from nowhere
 * else. So a session gets a home of its own (GEMINI_CLI_HOME) in which all is a link to the user's, chats and logins
 * included, but the settings: they are the user's with our hooks. What a person changes with `/settings` goes with the
 * session.
 */
async function equip({ sessionDir, drover, env }: EquipOrder): Promise<Equipment> {
  // Links of files need a right there that users do not have: its titles have to do.
  if (process.platform === "win32") return { args: [], env: {} };
  const userHome = env["GEMINI_CLI_HOME"] ?? env["HOME"];
  if (userHome === undefined) return { args: [], env: {} };
  const from = path.join(userHome, ".gemini");
  const settings = await readUserSettings(path.join(from, "settings.json"));
  if (settings === undefined) return { args: [], env: {} };

  const home = path.join(sessionDir, "home");
  const to = path.join(home, ".gemini");
  await mkdir(to, { recursive: true, mode: 0o700 });
  // Chats are written through the link, which needs something behind it.
  await mkdir(path.join(from, "tmp"), { recursive: true, mode: 0o700 });
  const names = new Set([...(await readdir(from)), ...LASTING]);
  for (const name of names) if (!OWN.has(name)) await symlink(path.join(from, name), path.join(to, name));
  for (const name of [".agents", ".env"]) await symlink(path.join(userHome, name), path.join(home, name));
  const ours = withHooks(quiet(settings), hookSection(drover, EVENTS));
  await writeFile(path.join(to, "settings.json"), JSON.stringify(ours, undefined, 2), { mode: 0o600 });
  return {
    args: [],
    env: {
      GEMINI_CLI_HOME: home,
      // What a person answers to its question of trust is kept where it always is.
      GEMINI_CLI_TRUSTED_FOLDERS_PATH: env["GEMINI_CLI_TRUSTED_FOLDERS_PATH"] ?? path.join(from, "trustedFolders.json"),
    },
  };
}

/**
 * Thirty sessions that update one installation would break it under one another; and hooks that only tell need not show
 * each time that they run.
 */
function quiet(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    ...settings,
    general: { ...section.safeParse(settings["general"]).data, enableAutoUpdate: false },
    hooksConfig: { notifications: false, ...section.safeParse(settings["hooksConfig"]).data },
  };
}

const section = z.record(z.string(), z.unknown());

/** Without a file: none. Undefined where it cannot be understood, so that the program says so itself. */
async function readUserSettings(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    return parseSettings(await readFile(file, "utf8"));
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

const payloadShape = z.object({
  session_id: z.string().min(1).max(200).optional(),
  prompt: z.string().optional(),
  message: z.string().optional(),
  reason: z.string().optional(),
});

function readHook(event: string, payload: unknown): RuntimeSignal {
  const told = payloadShape.safeParse(payload).data ?? {};
  const base: RuntimeSignal = told.session_id === undefined ? {} : { runtimeSession: told.session_id };
  switch (event) {
    case "SessionStart":
      return base;
    case "BeforeAgent":
      return { ...base, state: "working", ...(told.prompt === undefined ? {} : { took: told.prompt }) };
    case "AfterTool":
      return { ...base, state: "working" };
    case "AfterAgent":
      // What it was told to have said repeats pieces of streamed answers: the transcript has it right.
      return { ...base, state: "waiting-for-input" };
    case "Notification":
      return {
        ...base,
        state: "waiting-for-permission",
        ...(told.message === undefined ? {} : { detail: told.message }),
      };
    case "SessionEnd":
      return { ...base, ending: told.reason ?? "exit" };
    default:
      return {};
  }
}

function answerHook(event: string, message: string): string | undefined {
  switch (event) {
    case "BeforeAgent":
    case "AfterTool":
      return JSON.stringify({ hookSpecificOutput: { hookEventName: event, additionalContext: message } });
    case "AfterAgent":
      return JSON.stringify({ decision: "deny", reason: message });
    default:
      return undefined;
  }
}

export const gemini: RuntimeAdapter = { equip, readHook, answerHook };
