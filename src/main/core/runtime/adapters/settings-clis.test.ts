import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { aider } from "./aider.ts";
import { amp } from "./amp.ts";
import { gemini } from "./gemini.ts";
import { qwen } from "./qwen.ts";

const DROVER = "/ws/it's mine/.drover/bin/drover";
const COMMAND = String.raw`'/ws/it'\''s mine/.drover/bin/drover' signal `;

let root: string;
let home: string;
let sessionDir: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "drover-adapter-"));
  home = path.join(root, "user");
  sessionDir = path.join(root, "session");
  mkdirSync(home);
  mkdirSync(sessionDir);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function equip(
  adapter: RuntimeAdapter,
  env: Record<string, string> = {},
  more: Partial<EquipOrder> = {},
): Promise<Equipment> {
  const equipment = await adapter.equip?.({
    sessionDir,
    worktree: "/ws/demo/otter",
    unattended: false,
    drover: DROVER,
    env: { HOME: home, ...env },
    knows: () => true,
    ...more,
  });
  if (equipment === undefined) throw new Error("There is nothing to equip it with.");
  return equipment;
}

const read = (...parts: string[]): unknown => JSON.parse(readFileSync(path.join(...parts), "utf8"));
const ours = (event: string) => ({
  hooks: [{ type: "command", command: COMMAND + event, name: "drover", timeout: 10_000 }],
});

describe.skipIf(process.platform === "win32")("Gemini CLI", () => {
  it("gets the user's home but for the settings, which are theirs and our hooks", async () => {
    const theirs = { hooks: [{ type: "command", command: "say done" }] };
    const settings = { general: { vimMode: true }, hooks: { AfterAgent: [theirs] }, ui: { theme: "http://x" } };
    put(path.join(home, ".gemini/settings.json"), `// mine\n${JSON.stringify(settings)} /* all */`);
    put(path.join(home, ".gemini/GEMINI.md"), "Be brief.");
    const { args, env } = await equip(gemini);
    expect(args).toEqual([]);
    const own = path.join(env["GEMINI_CLI_HOME"] ?? "", ".gemini");
    expect(read(own, "settings.json")).toMatchObject({
      general: { vimMode: true, enableAutoUpdate: false },
      ui: { theme: "http://x" },
      hooks: { AfterAgent: [theirs, ours("AfterAgent")], BeforeAgent: [ours("BeforeAgent")] },
    });
    expect(statSync(path.join(own, "settings.json")).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(own, "GEMINI.md"), "utf8")).toBe("Be brief.");
    expect(env["GEMINI_CLI_TRUSTED_FOLDERS_PATH"]).toBe(path.join(home, ".gemini/trustedFolders.json"));
    expect(readFileSync(path.join(home, ".gemini/settings.json"), "utf8")).toContain("// mine");
  });

  it("keeps chats and a login of a first session where they outlive it", async () => {
    const { env } = await equip(gemini);
    const own = path.join(env["GEMINI_CLI_HOME"] ?? "", ".gemini");
    writeFileSync(path.join(own, "oauth_creds.json"), "{}");
    mkdirSync(path.join(own, "tmp/otter/chats"), { recursive: true });
    rmSync(sessionDir, { recursive: true });
    expect(readFileSync(path.join(home, ".gemini/oauth_creds.json"), "utf8")).toBe("{}");
    expect(existsSync(path.join(home, ".gemini/tmp/otter/chats"))).toBe(true);
  });

  it("goes by a home that the user has set", async () => {
    const other = path.join(root, "other");
    put(path.join(other, ".gemini/settings.json"), '{ "ui": { "theme": "Dracula" } }');
    const { env } = await equip(gemini, { GEMINI_CLI_HOME: other });
    expect(read(env["GEMINI_CLI_HOME"] ?? "", ".gemini/settings.json")).toMatchObject({ ui: { theme: "Dracula" } });
    expect(readlinkSync(path.join(env["GEMINI_CLI_HOME"] ?? "", ".gemini/tmp"))).toBe(path.join(other, ".gemini/tmp"));
  });

  it("is left alone where its settings cannot be understood, so that it says so itself", async () => {
    put(path.join(home, ".gemini/settings.json"), "{ oops");
    expect(await equip(gemini)).toEqual({ args: [], env: {} });
  });

  it.each([
    ["SessionStart", { source: "startup" }, {}],
    ["BeforeAgent", { prompt: "Begin." }, { state: "working", took: "Begin." }],
    ["AfterTool", { tool_name: "run_shell_command" }, { state: "working" }],
    ["AfterAgent", { prompt_response: "Done. one." }, { state: "waiting-for-input" }],
    [
      "Notification",
      { notification_type: "ToolPermission", message: "Tool Confirm Shell Command requires execution" },
      { state: "waiting-for-permission", detail: "Tool Confirm Shell Command requires execution" },
    ],
    ["SessionEnd", { reason: "exit" }, { ending: "exit" }],
  ])("tells by %s what it does", (event, payload, signal) => {
    const whose = { session_id: "s-1", transcript_path: "/session/home/.gemini/tmp/otter/chats/x.jsonl" };
    expect(gemini.readHook?.(event, { ...whose, ...payload })).toEqual({ runtimeSession: "s-1", ...signal });
  });

  it("takes a message as context during a turn, and as its next turn at the end of one", () => {
    expect(JSON.parse(gemini.answerHook?.("AfterTool", "Mail.") ?? "")).toEqual({
      hookSpecificOutput: { hookEventName: "AfterTool", additionalContext: "Mail." },
    });
    expect(JSON.parse(gemini.answerHook?.("AfterAgent", "Mail.") ?? "")).toEqual({ decision: "deny", reason: "Mail." });
    expect(gemini.answerHook?.("Notification", "Mail.")).toBeUndefined();
  });
});

describe("Qwen Code", () => {
  it("gets hooks as the weakest settings that there are, with those of the system", async () => {
    const system = path.join(root, "defaults.json");
    put(
      system,
      '{ "model": { "name": "house" }, "general": { "enableAutoUpdate": true }, "hooks": { "Stop": [{ "hooks": [] }] } }',
    );
    const { env } = await equip(qwen, { QWEN_CODE_SYSTEM_DEFAULTS_PATH: system });
    const file = env["QWEN_CODE_SYSTEM_DEFAULTS_PATH"] ?? "";
    expect(path.dirname(file)).toBe(sessionDir);
    expect(read(file)).toMatchObject({
      model: { name: "house" },
      general: { enableAutoUpdate: true },
      hooks: { Stop: [{ hooks: [] }, ours("Stop")], SessionStart: [ours("SessionStart")] },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("does not update itself under thirty sessions of its own", async () => {
    const { env } = await equip(qwen);
    expect(read(env["QWEN_CODE_SYSTEM_DEFAULTS_PATH"] ?? "")).toMatchObject({ general: { enableAutoUpdate: false } });
  });

  it("takes messages from a file, a line each, where it has the flag for that", async () => {
    const { args } = await equip(qwen);
    await qwen.deliver?.(sessionDir, "Two\nlines.");
    await qwen.deliver?.(sessionDir, "More.");
    expect(args[0]).toBe("--input-file");
    expect(readFileSync(args[1] ?? "", "utf8")).toBe(
      '{"type":"submit","text":"Two\\nlines."}\n{"type":"submit","text":"More."}\n',
    );
  });

  const whose = { session_id: "s-1", transcript_path: "/t.jsonl" };
  it.each([
    ["SessionStart", {}, {}],
    ["UserPromptSubmit", { prompt: "Ask @ me", submitted_prompt: "Ask@me" }, { state: "working", took: "Ask@me" }],
    ["UserPromptSubmit", { prompt: "" }, { state: "working" }],
    ["PostToolUse", { tool_name: "edit" }, { state: "working" }],
    ["PermissionRequest", { tool_name: "edit" }, undefined],
    [
      "Notification",
      { notification_type: "permission_prompt", message: "Qwen Code needs your permission to use edit" },
      { state: "waiting-for-permission", detail: "Qwen Code needs your permission to use edit" },
    ],
    ["Notification", { notification_type: "idle_prompt", message: "waiting" }, { state: "waiting-for-input" }],
    ["Notification", { notification_type: "auth_success" }, {}],
    [
      "Stop",
      { last_assistant_message: "Done.", input_tokens: 1_000, context_limit: 200_000 },
      { state: "waiting-for-input", said: "Done.", context: { used: 1_000, size: 200_000 } },
    ],
    ["StopFailure", { error: "rate_limit", error_details: "429" }, { state: "rate-limited", detail: "429" }],
    ["StopFailure", { error: "server_error" }, { state: "waiting-for-input", detail: "server_error" }],
    ["PreCompact", { trigger: "auto" }, { state: "working", compacting: true }],
    ["SessionEnd", { reason: "prompt_input_exit" }, { ending: "prompt_input_exit" }],
    ["SubagentStop", {}, undefined],
  ])("tells by %s %j what it does", (event, payload, signal) => {
    const base = { runtimeSession: "s-1", transcript: "/t.jsonl" };
    expect(qwen.readHook?.(event, { ...whose, ...payload })).toEqual(
      signal === undefined ? {} : { ...base, ...signal },
    );
  });

  it("takes a message as its next turn at the end of one", () => {
    expect(JSON.parse(qwen.answerHook?.("Stop", "Mail.") ?? "")).toEqual({ decision: "block", reason: "Mail." });
  });
});

describe("Amp", () => {
  it("gets the user's settings, without questions only with consent, and never updates under them", async () => {
    put(path.join(home, ".config/amp/settings.json"), '{ "amp.showCosts": false } // mine');
    const attended = await equip(amp);
    expect(attended.args).toEqual(["--settings-file", path.join(sessionDir, "settings.json")]);
    expect(read(sessionDir, "settings.json")).toEqual({ "amp.showCosts": false, "amp.updates.mode": "disabled" });
    await equip(amp, {}, { unattended: true });
    expect(read(sessionDir, "settings.json")).toMatchObject({ "amp.dangerouslyAllowAll": true });
  });

  it("is left alone where its settings cannot be understood", async () => {
    const broken = path.join(root, "broken.json");
    put(broken, "[");
    expect(await equip(amp, { AMP_SETTINGS_FILE: broken })).toEqual({ args: [], env: {} });
  });
});

describe("Aider", () => {
  it("keeps its histories out of the work, and calls when it waits, where it can", async () => {
    const { args } = await equip(aider);
    expect(args).toContain(path.join(sessionDir, "chat.history.md"));
    expect(args.slice(-2)).toEqual(["--notifications-command", `${COMMAND}waiting`]);
    expect((await equip(aider, {}, { knows: () => false })).args).not.toContain("--notifications");
    expect(aider.readHook?.("waiting", undefined)).toEqual({ state: "waiting-for-input" });
    expect(aider.readHook?.("other", undefined)).toEqual({});
  });
});
