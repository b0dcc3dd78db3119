import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { RuntimeSignal } from "../../../../shared/model/runtime-signal.ts";
import { isMissing } from "../../platform/fs/exists.ts";
import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { answerHook } from "./hook-answer.ts";
import { hookSection, parseSettings, withHooks } from "./settings-hooks.ts";

/**
 * PreToolUse is not among them: each call starts a process, and a turn is known to go on until it ends. Nor is
 * PermissionRequest: it is called before a model is asked whether anybody need be; Notification tells of real questions.
 */
const EVENTS = [
  "SessionStart",
  "UserPromptSubmit",
  "PostToolUse",
  "Notification",
  "Stop",
  "StopFailure",
  "PreCompact",
  "SessionEnd",
];

/** The system's own defaults, by platform, as Qwen Code looks for them; ours take their place and include them. */
const SYSTEM_DEFAULTS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "/Library/Application Support/QwenCode/system-defaults.json",
  win32: "C:\\ProgramData\\qwen-code\\system-defaults.json",
};

/**
 * Hooks come as the system's defaults: the weakest settings there are, so that all of the user's own win, and lists of
 * hooks are put together. Prompts come through a file that it watches.
 */
async function equip({ sessionDir, drover, env, knows }: EquipOrder): Promise<Equipment> {
  const theirs = env["QWEN_CODE_SYSTEM_DEFAULTS_PATH"] ?? SYSTEM_DEFAULTS[process.platform];
  const settings = await readDefaults(theirs ?? "/etc/qwen-code/system-defaults.json");
  const general = z.record(z.string(), z.unknown()).safeParse(settings["general"]).data ?? {};
  // Thirty sessions that update one installation would break it under one another.
  const quiet = { ...settings, general: { enableAutoUpdate: false, ...general } };
  const file = path.join(sessionDir, "settings.json");
  const ours = withHooks(quiet, hookSection(drover, EVENTS));
  await writeFile(file, JSON.stringify(ours, undefined, 2), { mode: 0o600 });
  await writeFile(inbox(sessionDir), "", { mode: 0o600 });
  return {
    args: knows("--input-file") ? ["--input-file", inbox(sessionDir)] : [],
    env: { QWEN_CODE_SYSTEM_DEFAULTS_PATH: file },
  };
}

async function readDefaults(file: string): Promise<Record<string, unknown>> {
  try {
    return parseSettings(await readFile(file, "utf8")) ?? {};
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

/** A line in it is a prompt, taken in at once or after the turn that it is in. */
function inbox(sessionDir: string): string {
  return path.join(sessionDir, "input.jsonl");
}

async function deliver(sessionDir: string, message: string): Promise<void> {
  await appendFile(inbox(sessionDir), `${JSON.stringify({ type: "submit", text: message })}\n`);
}

const payloadShape = z.object({
  session_id: z.string().min(1).max(200).optional(),
  transcript_path: z.string().min(1).optional(),
  prompt: z.string().optional(),
  submitted_prompt: z.string().optional(),
  last_assistant_message: z.string().optional(),
  notification_type: z.string().optional(),
  message: z.string().optional(),
  input_tokens: z.number().nonnegative().optional(),
  context_limit: z.number().positive().optional(),
  error: z.string().optional(),
  error_details: z.string().optional(),
  reason: z.string().optional(),
});

function readHook(event: string, payload: unknown): RuntimeSignal {
  const told = payloadShape.safeParse(payload).data ?? {};
  const base: RuntimeSignal = {
    ...(told.session_id === undefined ? {} : { runtimeSession: told.session_id }),
    ...(told.transcript_path === undefined ? {} : { transcript: told.transcript_path }),
  };
  switch (event) {
    case "SessionStart":
      return base;
    case "UserPromptSubmit":
      return { ...base, ...readPrompt(told) };
    case "PostToolUse":
      return { ...base, state: "working" };
    case "Notification":
      return { ...base, ...readNotification(told) };
    case "Stop":
      return { ...base, ...readStop(told) };
    case "StopFailure":
      return { ...base, ...readFailure(told) };
    case "PreCompact":
      return { ...base, state: "working", compacting: true };
    case "SessionEnd":
      return { ...base, ending: told.reason ?? "exit" };
    default:
      return {};
  }
}

type Told = z.infer<typeof payloadShape>;

/** It calls the hook for each step of a turn too, without a prompt; and spaces what it takes for names of files. */
function readPrompt({ prompt = "", submitted_prompt: took = prompt }: Told): RuntimeSignal {
  return { state: "working", ...(took === "" ? {} : { took }) };
}

function readNotification({ notification_type: type, message }: Told): RuntimeSignal {
  if (type === "idle_prompt") return { state: "waiting-for-input" };
  if (type !== "permission_prompt") return {};
  return { state: "waiting-for-permission", ...(message === undefined ? {} : { detail: message }) };
}

function readStop({ last_assistant_message: said, input_tokens: used, context_limit: size }: Told): RuntimeSignal {
  return {
    state: "waiting-for-input",
    ...(said === undefined ? {} : { said }),
    ...(used === undefined ? {} : { context: { used, ...(size === undefined ? {} : { size }) } }),
  };
}

/** The turn broke off: by the vendor's limit, or by another error, after which it is at its prompt. */
function readFailure({ error, error_details: detail, message }: Told): RuntimeSignal {
  const text = detail ?? message ?? error;
  return {
    state: error === "rate_limit" ? "rate-limited" : "waiting-for-input",
    ...(text === undefined ? {} : { detail: text }),
  };
}

export const qwen: RuntimeAdapter = { equip, flags: ["--input-file"], readHook, answerHook, deliver };
