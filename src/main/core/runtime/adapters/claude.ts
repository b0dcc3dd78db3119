import { writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { RuntimeSignal } from "../../../../shared/model/runtime-signal.ts";
import { plainLine } from "../../base/plain-text.ts";
import type { RuntimeAdapter } from "../adapter.ts";
import { answerHook } from "./hook-answer.ts";
import { hookCommand } from "./hook-command.ts";
import { toolQuestion } from "./tool-question.ts";
import { whoseHook } from "./whose-hook.ts";

/**
 * What is listened to. Each call starts a process, so PreToolUse is not among them: a turn is known to go on from its prompt
 * to its end. PostToolUse is: it tells that a question was answered, and carries messages into a turn. SubagentStop is not:
 * one in the background may end when the session itself has long been waiting.
 */
const EVENTS = [
  "SessionStart",
  "UserPromptSubmit",
  "PostToolUse",
  "PermissionRequest",
  "Notification",
  "Stop",
  "StopFailure",
  "PreCompact",
  "SessionEnd",
] as const;

/** Seconds after which the program goes on without the hook; `drover signal` gives up on a silent core well before. */
const HOOK_SECONDS = 10;

/**
 * The settings of one session, over the user's own, which stay as they are: hooks of both are called. With consent its
 * own question about skipping permissions is answered, and a default mode is set so that it does not offer to make another
 * the default.
 */
export function claudeSettings(drover: string, unattended: boolean): object {
  const hooks = EVENTS.map((event): [string, unknown] => [
    event,
    [{ hooks: [{ type: "command", command: hookCommand(drover, event), timeout: HOOK_SECONDS }] }],
  ]);
  const consent = { skipDangerousModePermissionPrompt: true, permissions: { defaultMode: "bypassPermissions" } };
  return { hooks: Object.fromEntries(hooks), ...(unattended ? consent : {}) };
}

/**
 * With the user's consent the folder is trusted for this session by CLAUDE_CODE_SANDBOXED: nothing is written to
 * ~/.claude.json, where the answer to the question would be kept for ever. As root the program refuses to skip permissions
 * unless it is told that it is in a sandbox: then, and only with consent, it is told so.
 */
function consentOf(isRoot: boolean): Readonly<Record<string, string>> {
  return { CLAUDE_CODE_SANDBOXED: "1", ...(isRoot ? { IS_SANDBOX: "1" } : {}) };
}

const told = z.object({
  session_id: z.string().max(200).optional(),
  transcript_path: z.string().max(4_096).optional(),
  prompt: z.string().optional(),
  tool_name: z.string().optional(),
  tool_input: z.unknown().optional(),
  notification_type: z.string().optional(),
  message: z.string().optional(),
  last_assistant_message: z.string().optional(),
  error: z.string().optional(),
  reason: z.string().optional(),
  context_tokens: z.number().nonnegative().optional(),
});
type Told = z.infer<typeof told>;

function readHook(event: string, payload: unknown): RuntimeSignal {
  const said = told.safeParse(payload).data;
  if (said === undefined) return {};
  return { ...whoseHook(said.session_id, said.transcript_path), ...whatHappened(event, said) };
}

function whatHappened(event: string, said: Told): RuntimeSignal {
  switch (event) {
    case "SessionStart":
      return said.context_tokens === undefined ? {} : { context: { used: said.context_tokens } };
    case "UserPromptSubmit":
      return { state: "working", ...(said.prompt === undefined ? {} : { took: said.prompt }) };
    case "PostToolUse":
      return { state: "working" };
    case "PermissionRequest":
      return { state: "waiting-for-permission", detail: toolQuestion(said.tool_name, said.tool_input) };
    case "Notification":
      return notification(said);
    case "Stop":
      return { state: "waiting-for-input", ...lastWords(said) };
    case "StopFailure":
      return failure(said);
    case "PreCompact":
      return { state: "working", compacting: true };
    case "SessionEnd":
      // After `/clear` it goes on, with a session of another id.
      return said.reason === "clear" || said.reason === "resume" ? {} : { ending: said.reason ?? "unknown" };
    default:
      return {};
  }
}

function notification({ notification_type: type, message = "" }: Told): RuntimeSignal {
  const detail = plainLine(message, 160);
  if (type === "permission_prompt" || type === "elicitation_dialog") return { state: "waiting-for-permission", detail };
  return type === "idle_prompt" ? { state: "waiting-for-input", detail } : {};
}

/** Its turn ended by an error of the vendor's; it waits at its prompt. */
function failure(said: Told): RuntimeSignal {
  const detail = plainLine(said.last_assistant_message ?? said.error ?? "an error of the model", 300);
  return { state: said.error === "rate_limit" ? "rate-limited" : "waiting-for-input", detail };
}

function lastWords({ last_assistant_message: said }: Told): RuntimeSignal {
  return said === undefined ? {} : { said };
}

/** Claude Code. `isRoot`: whether Drover runs as root, and with it the sessions. */
export function claudeAdapter(isRoot: boolean): RuntimeAdapter {
  return {
    flags: ["--settings"],
    async equip({ sessionDir, drover, unattended }) {
      const file = path.join(sessionDir, "settings.json");
      await writeFile(file, JSON.stringify(claudeSettings(drover, unattended), undefined, 2), { mode: 0o600 });
      return { args: ["--settings", file], env: unattended ? consentOf(isRoot) : {} };
    },
    readHook,
    answerHook,
  };
}
