import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EquipOrder, RuntimeAdapter } from "../adapter.ts";
import { claudeAdapter } from "./claude.ts";
import { codex, codexHooks } from "./codex.ts";
import { copilot } from "./copilot.ts";

const DROVER = "/ws/it's mine/.drover/bin/drover";
const COMMAND = String.raw`'/ws/it'\''s mine/.drover/bin/drover' signal `;

let sessionDir: string;
beforeEach(() => {
  sessionDir = mkdtempSync(path.join(tmpdir(), "drover-adapter-"));
});
afterEach(() => {
  rmSync(sessionDir, { recursive: true, force: true });
});

async function equip(adapter: RuntimeAdapter, unattended: boolean) {
  const order: EquipOrder = {
    sessionDir,
    worktree: "/ws/demo/otter",
    unattended,
    drover: DROVER,
    env: {},
    knows: () => true,
  };
  const equipment = await adapter.equip?.(order);
  if (equipment === undefined) throw new Error("There is nothing to equip it with.");
  return equipment;
}

const read = (...parts: string[]): unknown => JSON.parse(readFileSync(path.join(sessionDir, ...parts), "utf8"));

describe("Claude Code", () => {
  const claude = claudeAdapter(false);

  it("gets hooks in settings of its own, which nobody else can read", async () => {
    const { args, env } = await equip(claude, false);
    expect(args).toEqual(["--settings", path.join(sessionDir, "settings.json")]);
    expect(env).toEqual({});
    expect(read("settings.json")).toMatchObject({
      hooks: { Stop: [{ hooks: [{ type: "command", command: `${COMMAND}Stop`, timeout: 10 }] }] },
    });
    expect(read("settings.json")).not.toHaveProperty("permissions");
    expect(statSync(path.join(sessionDir, "settings.json")).mode & 0o777).toBe(0o600);
  });

  it("skips its own dialogs with consent alone, and calls root a sandbox only where it is needed", async () => {
    expect((await equip(claude, true)).env).toEqual({ CLAUDE_CODE_SANDBOXED: "1" });
    expect(read("settings.json")).toMatchObject({ skipDangerousModePermissionPrompt: true });
    expect((await equip(claudeAdapter(true), true)).env).toEqual({ CLAUDE_CODE_SANDBOXED: "1", IS_SANDBOX: "1" });
    expect((await equip(claudeAdapter(true), false)).env).toEqual({});
  });

  const whose = { session_id: "s-1", transcript_path: "/t.jsonl" };
  it.each([
    ["SessionStart", { source: "resume", context_tokens: 1_050 }, { context: { used: 1_050 } }],
    ["UserPromptSubmit", { prompt: "Begin." }, { state: "working", took: "Begin." }],
    ["PostToolUse", { tool_name: "Bash" }, { state: "working" }],
    [
      "PermissionRequest",
      { tool_name: "Bash", tool_input: { command: "touch\u001b[31m x" } },
      { state: "waiting-for-permission", detail: "asks to use Bash: touch\ufffd[31m x" },
    ],
    [
      "Notification",
      { notification_type: "permission_prompt", message: "Claude needs your permission" },
      { state: "waiting-for-permission", detail: "Claude needs your permission" },
    ],
    ["Notification", { notification_type: "auth_success", message: "Hello" }, {}],
    ["Stop", { last_assistant_message: "Done." }, { state: "waiting-for-input", said: "Done." }],
    [
      "StopFailure",
      { error: "rate_limit", last_assistant_message: "You've hit your limit · resets 3pm" },
      { state: "rate-limited", detail: "You've hit your limit · resets 3pm" },
    ],
    ["StopFailure", { error: "server_error" }, { state: "waiting-for-input", detail: "server_error" }],
    ["PreCompact", { trigger: "auto" }, { state: "working", compacting: true }],
    ["SessionEnd", { reason: "prompt_input_exit" }, { ending: "prompt_input_exit" }],
    ["SessionEnd", { reason: "clear" }, {}],
    ["WorktreeCreate", {}, {}],
  ])("says by %s %j: %j", (event, payload, signal) => {
    expect(claude.readHook?.(event, { ...whose, ...payload })).toEqual({
      runtimeSession: "s-1",
      transcript: "/t.jsonl",
      ...signal,
    });
  });

  it("says nothing by what it cannot be", () => {
    for (const payload of [undefined, null, "text", { session_id: 4 }]) {
      expect(claude.readHook?.("Stop", payload)).toEqual({});
    }
  });

  it("is given messages between its tools and at the end of its turn, never as an answer to a question", () => {
    expect(JSON.parse(claude.answerHook?.("Stop", "Go on.") ?? "")).toEqual({ decision: "block", reason: "Go on." });
    expect(JSON.parse(claude.answerHook?.("PostToolUse", "Go on.") ?? "")).toEqual({
      hookSpecificOutput: { hookEventName: "PostToolUse", additionalContext: "Go on." },
    });
    for (const event of ["PermissionRequest", "Notification", "SessionEnd", "PreCompact"]) {
      expect(claude.answerHook?.(event, "Go on.")).toBeUndefined();
    }
  });
});

describe("Codex", () => {
  it("gets its hooks as arguments, and writes nothing", async () => {
    const { args, env } = await equip(codex, false);
    expect(env).toEqual({});
    expect(readdirSync(sessionDir)).toEqual([]);
    expect(args.filter((_, i) => i % 2 === 0).every((arg) => arg === "-c")).toBe(true);
    expect(args).toContain(
      `hooks.Stop=[{hooks=[{type="command",command=${JSON.stringify(`${COMMAND}Stop`)},timeout=3}]}]`,
    );
    expect(args.some((arg) => arg.includes("trust_level"))).toBe(false);
  });

  it("has its folder trusted for the session with consent", async () => {
    const { args } = await equip(codex, true);
    expect(args.at(-1)).toBe('projects={"/ws/demo/otter"={trust_level="trusted"}}');
  });

  it("vouches for its own hooks by the hash that Codex itself recorded when a person trusted the same ones", () => {
    // From config.toml after "Trust all", with this very command and a timeout of 3 s.
    const state = codexHooks("/var/tmp/p/drover").at(-1) ?? "";
    expect(state).toMatch(/^hooks\.state=\{/);
    expect(state).toContain(`"/<session-flags>/config.toml:stop:0:0"={trusted_hash="${STOP_HASH}"}`);
    expect(state).toContain('"/<session-flags>/config.toml:user_prompt_submit:0:0"=');
  });

  it.each([
    ["SessionStart", { source: "startup" }, {}],
    ["UserPromptSubmit", { prompt: "Begin." }, { state: "working", took: "Begin." }],
    [
      "PermissionRequest",
      { tool_name: "Bash", tool_input: { command: "touch /etc/x" } },
      { state: "waiting-for-permission", detail: "asks to use Bash: touch /etc/x" },
    ],
    ["Stop", { last_assistant_message: "Done." }, { state: "waiting-for-input", said: "Done." }],
    ["Stop", { last_assistant_message: null }, { state: "waiting-for-input" }],
    ["Interrupt", {}, { state: "waiting-for-input", detail: "its turn was interrupted" }],
    ["PreCompact", { trigger: "manual" }, { state: "working", compacting: true }],
    ["SessionEnd", { reason: "other" }, { ending: "other" }],
  ])("says by %s %j: %j", (event, payload, signal) => {
    const whose = { session_id: "s-1", transcript_path: "/r.jsonl" };
    expect(codex.readHook?.(event, { ...whose, ...payload })).toEqual({
      runtimeSession: "s-1",
      transcript: "/r.jsonl",
      ...signal,
    });
  });
});

describe("Copilot CLI", () => {
  it("gets its hooks as a plugin of the session", async () => {
    const { args, env } = await equip(copilot, false);
    expect(args).toEqual(["--plugin-dir", path.join(sessionDir, "plugin")]);
    expect(env).toEqual({ COPILOT_ALLOW_ALL: "false" });
    expect(read("plugin", "plugin.json")).toMatchObject({ name: "drover", hooks: "hooks.json" });
    expect(read("plugin", "hooks.json")).toMatchObject({
      version: 1,
      hooks: { agentStop: [{ type: "command", bash: `${COMMAND}agentStop`, timeoutSec: 10 }] },
    });
  });

  it("has its folder trusted for the session with consent", async () => {
    expect((await equip(copilot, true)).env).toEqual({ COPILOT_ALLOW_ALL: "true" });
  });

  it.each([
    ["userPromptSubmitted", { prompt: "Begin." }, { state: "working", took: "Begin." }],
    ["postToolUse", { toolName: "bash" }, { state: "working" }],
    [
      "notification",
      { notification_type: "permission_prompt", message: "Run command: touch a" },
      { state: "waiting-for-permission", detail: "Run command: touch a" },
    ],
    ["notification", { notification_type: "agent_idle", message: "" }, {}],
    [
      "errorOccurred",
      { error: { message: '{"type":"rate_limit_error","code":429}' } },
      { state: "rate-limited", detail: '{"type":"rate_limit_error","code":429}' },
    ],
    ["errorOccurred", { error: { message: "socket closed" } }, {}],
    ["preCompact", { trigger: "manual" }, { compacting: true }],
    ["agentStop", { stopReason: "end_turn" }, { state: "waiting-for-input" }],
    ["sessionEnd", { reason: "user_exit" }, { ending: "user_exit" }],
    ["permissionRequest", { toolName: "bash" }, {}],
  ])("says by %s %j: %j", (event, payload, signal) => {
    expect(copilot.readHook?.(event, { sessionId: "s-1", ...payload })).toEqual({ runtimeSession: "s-1", ...signal });
  });

  it("is given messages between its tools and at the end of its turn", () => {
    expect(JSON.parse(copilot.answerHook?.("agentStop", "Go on.") ?? "")).toEqual({
      decision: "block",
      reason: "Go on.",
    });
    expect(JSON.parse(copilot.answerHook?.("postToolUse", "Go on.") ?? "")).toEqual({ additionalContext: "Go on." });
    expect(copilot.answerHook?.("notification", "Go on.")).toBeUndefined();
  });
});

const STOP_HASH = "sha256:347203efa4c8e29afec97e7bcaa6e19ef042375595773041b239f7f0f4629e41";
