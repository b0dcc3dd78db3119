import { createHash } from "node:crypto";
import { z } from "zod";
import type { RuntimeSignal } from "../../../../shared/model/runtime-signal.ts";
import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { answerHook } from "./hook-answer.ts";
import { hookCommand } from "./hook-command.ts";
import { toolQuestion } from "./tool-question.ts";
import { whoseHook } from "./whose-hook.ts";

/** PreToolUse is not among them: each call starts a process, and a turn is known to go on until it ends. */
const EVENTS = [
  "SessionStart",
  "UserPromptSubmit",
  "PostToolUse",
  "PermissionRequest",
  "PreCompact",
  "Stop",
  "Interrupt",
  "SessionEnd",
] as const;

/** Seconds. It allows the last two no more, and its trust in a hook depends on the number. */
const HOOK_SECONDS = 3;

/** Where it says that hooks come from which were given as arguments. */
const FROM_ARGUMENTS = "/<session-flags>/config.toml";

/**
 * Hooks as `-c` overrides of its configuration, so that nothing is written anywhere. It runs only hooks that were trusted,
 * by a hash of what they are: that of ours is given along, and the review of all others, the repository's above all, stays
 * the user's. A version that hashes otherwise asks for a review of ours too.
 */
export function codexHooks(drover: string): readonly string[] {
  const hooks = EVENTS.map((event) => {
    const command = hookCommand(drover, event);
    const shape = `[{hooks=[{type="command",command=${JSON.stringify(command)},timeout=${HOOK_SECONDS}}]}]`;
    return `hooks.${event}=${shape}`;
  });
  const trusted = EVENTS.map((event) => {
    const key = JSON.stringify(`${FROM_ARGUMENTS}:${inSnakeCase(event)}:0:0`);
    return `${key}={trusted_hash=${JSON.stringify(trustedHash(drover, event))}}`;
  });
  return [...hooks, `hooks.state={${trusted.join(",")}}`].flatMap((setting) => ["-c", setting]);
}

/** SHA-256 of the hook as JSON with its keys in order, as Codex 0.169 makes it. */
function trustedHash(drover: string, event: string): string {
  const hook = { async: false, command: hookCommand(drover, event), timeout: HOOK_SECONDS, type: "command" };
  const text = JSON.stringify({ event_name: inSnakeCase(event), hooks: [hook] });
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

function inSnakeCase(event: string): string {
  return event.replaceAll(/(?!^)([A-Z])/g, "_$1").toLowerCase();
}

/** With consent the folder counts as trusted for this session alone. */
async function equip({ drover, worktree, unattended }: EquipOrder): Promise<Equipment> {
  const trust = `projects={${JSON.stringify(worktree)}={trust_level="trusted"}}`;
  return { args: [...codexHooks(drover), ...(unattended ? ["-c", trust] : [])], env: {} };
}

const told = z.object({
  session_id: z.string().max(200).optional(),
  transcript_path: z.string().max(4_096).nullish(),
  prompt: z.string().optional(),
  tool_name: z.string().optional(),
  tool_input: z.unknown().optional(),
  last_assistant_message: z.string().nullish(),
  reason: z.string().optional(),
});
type Told = z.infer<typeof told>;

function readHook(event: string, payload: unknown): RuntimeSignal {
  const said = told.safeParse(payload).data;
  if (said === undefined) return {};
  return { ...whoseHook(said.session_id, said.transcript_path), ...whatHappened(event, said) };
}

function whatHappened(event: string, said: Told): RuntimeSignal {
  switch (event) {
    case "UserPromptSubmit":
      return { state: "working", ...(said.prompt === undefined ? {} : { took: said.prompt }) };
    case "PostToolUse":
      return { state: "working" };
    case "PermissionRequest":
      return { state: "waiting-for-permission", detail: toolQuestion(said.tool_name, said.tool_input) };
    case "PreCompact":
      return { state: "working", compacting: true };
    case "Stop": {
      const last = said.last_assistant_message;
      return { state: "waiting-for-input", ...(typeof last === "string" ? { said: last } : {}) };
    }
    case "Interrupt":
      return { state: "waiting-for-input", detail: "its turn was interrupted" };
    case "SessionEnd":
      return { ending: said.reason ?? "unknown" };
    default:
      return {};
  }
}

/** OpenAI Codex. */
export const codex: RuntimeAdapter = { flags: ["-c"], equip, readHook, answerHook };
