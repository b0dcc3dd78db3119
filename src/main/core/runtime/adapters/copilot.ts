import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { RuntimeSignal } from "../../../../shared/model/runtime-signal.ts";
import { plainLine } from "../../base/plain-text.ts";
import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { hookCommand } from "./hook-command.ts";
import { whoseHook } from "./whose-hook.ts";

/**
 * PreToolUse is not among them: each call starts a process, and a turn is known to go on until it ends. Neither is
 * permissionRequest: it is called for every tool, also where nobody is asked; `notification` tells of real questions.
 */
const EVENTS = [
  "sessionStart",
  "userPromptSubmitted",
  "postToolUse",
  "notification",
  "errorOccurred",
  "preCompact",
  "agentStop",
  "sessionEnd",
] as const;

/** Seconds after which the program goes on without the hook; `drover signal` gives up on a silent core well before. */
const HOOK_SECONDS = 10;

/** Hooks come as a plugin of this one session, a folder that is named at the start: nothing is installed. */
async function equip({ sessionDir, drover, unattended }: EquipOrder): Promise<Equipment> {
  const plugin = path.join(sessionDir, "plugin");
  await mkdir(plugin, { recursive: true, mode: 0o700 });
  const about = { name: "drover", description: "Tells Drover what this session does.", version: "1.0.0" };
  await writeFile(path.join(plugin, "plugin.json"), JSON.stringify({ ...about, hooks: "hooks.json" }), { mode: 0o600 });
  await writeFile(path.join(plugin, "hooks.json"), JSON.stringify(copilotHooks(drover)), { mode: 0o600 });
  // "true" trusts the folder besides, for this session, with nothing written; one of the user's does not stand for consent.
  return { args: ["--plugin-dir", plugin], env: { COPILOT_ALLOW_ALL: unattended ? "true" : "false" } };
}

export function copilotHooks(drover: string): object {
  const shell = process.platform === "win32" ? "powershell" : "bash";
  // PowerShell takes a quoted path for a string unless it is called.
  const call = (event: string) => `${shell === "powershell" ? "& " : ""}${hookCommand(drover, event)}`;
  const hooks = EVENTS.map((event): [string, unknown] => [
    event,
    [{ type: "command", [shell]: call(event), timeoutSec: HOOK_SECONDS }],
  ]);
  return { version: 1, hooks: Object.fromEntries(hooks) };
}

const told = z.object({
  sessionId: z.string().max(200).optional(),
  transcriptPath: z.string().max(4_096).optional(),
  prompt: z.string().optional(),
  notification_type: z.string().optional(),
  message: z.string().optional(),
  error: z.object({ message: z.string() }).partial().optional(),
  reason: z.string().optional(),
});
type Told = z.infer<typeof told>;

function readHook(event: string, payload: unknown): RuntimeSignal {
  const said = told.safeParse(payload).data;
  if (said === undefined) return {};
  return { ...whoseHook(said.sessionId, said.transcriptPath), ...whatHappened(event, said) };
}

function whatHappened(event: string, said: Told): RuntimeSignal {
  switch (event) {
    case "userPromptSubmitted":
      return { state: "working", ...(said.prompt === undefined ? {} : { took: said.prompt }) };
    case "postToolUse":
      return { state: "working" };
    case "notification":
      return notification(said);
    case "errorOccurred":
      return failure(said);
    case "preCompact":
      return { compacting: true };
    case "agentStop":
      return { state: "waiting-for-input" };
    case "sessionEnd":
      return { ending: said.reason ?? "unknown" };
    default:
      return {};
  }
}

/** Other notifications (a turn that ended, a shell that did) say nothing that its hooks do not. */
function notification({ notification_type: type, message = "" }: Told): RuntimeSignal {
  const isQuestion = type === "permission_prompt" || type === "elicitation_dialog";
  return isQuestion ? { state: "waiting-for-permission", detail: plainLine(message, 160) } : {};
}

/** It tries again by itself after an error, so that only a limit says what it does: it waits. */
function failure({ error }: Told): RuntimeSignal {
  const message = error?.message ?? "";
  if (!/rate.?limit|"code":\s*429|quota|too many requests/i.test(message)) return {};
  return { state: "rate-limited", detail: plainLine(message, 300) };
}

/** At the end of a turn a message begins the next one; elsewhere it is added to what the model is given. */
function answerHook(event: string, message: string): string | undefined {
  if (event === "agentStop") return JSON.stringify({ decision: "block", reason: message });
  if (event !== "userPromptSubmitted" && event !== "postToolUse") return undefined;
  return JSON.stringify({ additionalContext: message });
}

/** GitHub Copilot CLI. */
export const copilot: RuntimeAdapter = { flags: ["--plugin-dir"], equip, readHook, answerHook };
