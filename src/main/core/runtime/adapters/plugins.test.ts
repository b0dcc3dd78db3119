import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { EquipOrder, RuntimeAdapter } from "../adapter.ts";
import { opencode } from "./opencode.ts";
import { pi } from "./pi.ts";

let dir: string;
let order: EquipOrder;

/** A `drover` that notes what it is told, in order, and says the next line of its answers, if there is one. */
const DROVER = `#!/bin/sh
cd "$(dirname "$0")"
printf '%s %s\\n' "$2" "$(cat)" >> told
[ -f answers ] && head -n 1 answers && sed -i 1d answers
exit 0
`;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "drover-plugin-"));
  const drover = path.join(dir, "drover");
  writeFileSync(drover, DROVER);
  chmodSync(drover, 0o755);
  order = { sessionDir: dir, worktree: "/ws/otter", unattended: false, drover, env: {}, knows: () => true };
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

async function equip(adapter: RuntimeAdapter, more: Partial<EquipOrder> = {}) {
  const equipment = await adapter.equip?.({ ...order, ...more });
  if (equipment === undefined) throw new Error("There is nothing to equip it with.");
  return equipment;
}

/** What was told until now, as the core understands it. */
function told(adapter: RuntimeAdapter): readonly unknown[] {
  const lines = readFileSync(path.join(dir, "told"), "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const [event = "", payload = ""] = line.split(/ (.*)/s);
    return adapter.readHook?.(event, JSON.parse(payload));
  });
}

async function untilTold(adapter: RuntimeAdapter, count: number): Promise<readonly unknown[]> {
  return vi.waitFor(
    () => {
      const all = told(adapter);
      if (all.length < count) throw new Error(`Told ${all.length} of ${count}.`);
      return all;
    },
    { timeout: 10_000 },
  );
}

type Handler = (event: unknown, ctx: unknown) => unknown;

/** pi, as far as the extension needs it. */
async function loadIntoPi() {
  const { args } = await equip(pi);
  const handlers = new Map<string, Handler>();
  const sent: unknown[][] = [];
  let idle = true;
  const extension = z
    .object({ default: z.custom<(api: object) => void>((value) => typeof value === "function") })
    .parse(await import(/* @vite-ignore */ pathToFileURL(args[1] ?? "").href));
  extension.default({
    on: (event: string, handler: Handler) => handlers.set(event, handler),
    sendUserMessage: (...message: unknown[]) => sent.push(message),
  });
  const ctx = {
    sessionManager: { getSessionId: () => "s-1", getSessionFile: () => "/t.jsonl" },
    isIdle: () => idle,
    getContextUsage: () => ({ tokens: 1_050, contextWindow: 128_000, percent: 0.8 }),
  };
  return {
    sent,
    say: async (event: string, more: object = {}) => handlers.get(event)?.({ type: event, ...more }, ctx),
    busy: () => (idle = false),
  };
}

const whose = { runtimeSession: "s-1", transcript: "/t.jsonl" };
const answered = (text: string, more: object = {}) => ({
  messages: [
    { role: "user", content: [] },
    { role: "assistant", content: [{ type: "text", text }], ...more },
  ],
});

describe("pi's extension", () => {
  it("tells a turn from beginning to end, in order, and each tool of a short one not at all", async () => {
    const program = await loadIntoPi();
    await program.say("session_start", { reason: "startup" });
    await program.say("input", { text: "Begin.", source: "interactive" });
    await program.say("agent_start");
    await program.say("tool_execution_start", { toolName: "bash" });
    await program.say("agent_end", answered("It is done."));
    await program.say("session_shutdown", { reason: "quit" });
    expect(told(pi)).toEqual([
      whose,
      { ...whose, state: "working", took: "Begin." },
      { ...whose, state: "waiting-for-input", said: "It is done.", context: { used: 1_050, size: 128_000 } },
      { ...whose, ending: "quit" },
    ]);
  });

  it("tells a limit that broke a turn off", async () => {
    const program = await loadIntoPi();
    await program.say("session_start");
    await program.say("agent_end", answered("", { stopReason: "error", errorMessage: "429 too many requests" }));
    const [, limited] = await untilTold(pi, 2);
    expect(limited).toMatchObject({ state: "rate-limited", detail: "429 too many requests" });
  });

  it("hands over what is put into its inbox, and during a turn steers with it", async () => {
    const program = await loadIntoPi();
    await program.say("session_start");
    await pi.deliver?.(dir, "Look at your hook.");
    await vi.waitFor(() => expect(program.sent).toEqual([["Look at your hook.", undefined]]));
    program.busy();
    await pi.deliver?.(dir, "There is more.");
    await vi.waitFor(() => expect(program.sent[1]).toEqual(["There is more.", { deliverAs: "steer" }]));
    await program.say("session_shutdown", { reason: "quit" });
  });

  it("takes what drover answers for a message", async () => {
    writeFileSync(path.join(dir, "answers"), "\nYou have mail.\n");
    const program = await loadIntoPi();
    await program.say("session_start");
    await program.say("agent_end", answered("Done."));
    await vi.waitFor(() => expect(program.sent).toEqual([["You have mail.", undefined]]));
    await program.say("session_shutdown", { reason: "quit" });
  });

  it("leaves the inbox to the next session of its process", async () => {
    const program = await loadIntoPi();
    await program.say("session_start");
    await program.say("session_shutdown", { reason: "new" });
    await program.say("session_start", { reason: "new" });
    await pi.deliver?.(dir, "Hello.");
    await vi.waitFor(() => expect(program.sent).toHaveLength(1));
    await program.say("session_shutdown", { reason: "quit" });
    expect(await untilTold(pi, 3)).toEqual([whose, whose, { ...whose, ending: "quit" }]);
  });

  it("does not fail where there is no drover", async () => {
    rmSync(path.join(dir, "drover"));
    const program = await loadIntoPi();
    await program.say("session_start");
    await expect(program.say("session_shutdown", { reason: "quit" })).resolves.toBeUndefined();
  });
});

const hooksShape = z.object({
  DroverPlugin: z.custom<
    (input: object) => Promise<Record<string, (input: unknown, output?: unknown) => Promise<void>>>
  >((value) => typeof value === "function"),
});

/** OpenCode, as far as the plugin needs it. */
async function loadIntoOpenCode() {
  const { env } = await equip(opencode);
  const { plugin } = z.object({ plugin: z.array(z.string()) }).parse(JSON.parse(env["OPENCODE_CONFIG_CONTENT"] ?? ""));
  const submitted: { id: string; text: string }[] = [];
  const tokens = { input: 900, output: 50, reasoning: 0, cache: { read: 100, write: 0 } };
  const last = { role: "assistant", providerID: "p", modelID: "m", tokens };
  const client = {
    session: {
      promptAsync: async ({ path: { id }, body }: { path: { id: string }; body: { parts: { text: string }[] } }) => {
        submitted.push({ id, text: body.parts.map(({ text }) => text).join("") });
      },
      messages: async () => ({ data: [{ info: last, parts: [{ type: "text", text: "It is done." }] }] }),
    },
    config: {
      providers: async () => ({ data: { providers: [{ id: "p", models: { m: { limit: { context: 128_000 } } } }] } }),
    },
  };
  const module: unknown = await import(/* @vite-ignore */ `${plugin[0] ?? ""}?${path.basename(dir)}`);
  const hooks = await hooksShape.parse(module).DroverPlugin({ client });
  return {
    submitted,
    hooks,
    happen: async (type: string, properties: object) => hooks["event"]?.({ event: { type, properties } }),
  };
}

describe("OpenCode's plugin", () => {
  const main = { runtimeSession: "ses_1" };

  it("tells what its own session does, of sub-agents only their questions, and of those only a person's", async () => {
    const program = await loadIntoOpenCode();
    await program.happen("session.created", { info: { id: "ses_1" } });
    await program.hooks["chat.message"]?.({ sessionID: "ses_1" }, { parts: [{ type: "text", text: "Begin." }] });
    await program.happen("session.created", { info: { id: "ses_2", parentID: "ses_1" } });
    await program.hooks["chat.message"]?.({ sessionID: "ses_2" }, { parts: [{ type: "text", text: "Explore." }] });
    await program.happen("session.status", { sessionID: "ses_2", status: { type: "idle" } });
    await program.happen("permission.asked", { id: "per_1", permission: "bash", patterns: ["ls"] });
    await program.happen("permission.replied", { requestID: "per_1" });
    await program.happen("permission.asked", { id: "per_2", permission: "bash", patterns: ["rm -rf build"] });
    await untilTold(opencode, 3);
    await program.happen("permission.replied", { requestID: "per_2" });
    const retry = { type: "retry", attempt: 1, message: "Rate limited", next: 1_800_000_000_000 };
    await program.happen("session.status", { sessionID: "ses_1", status: retry });
    await program.happen("session.status", { sessionID: "ses_1", status: { type: "idle" } });
    expect(await untilTold(opencode, 6)).toEqual([
      main,
      { ...main, state: "working", took: "Begin." },
      { ...main, state: "waiting-for-permission", detail: "asks for bash: rm -rf build" },
      { ...main, state: "working" },
      { ...main, state: "rate-limited", detail: "Rate limited", until: 1_800_000_000_000 },
      { ...main, state: "waiting-for-input", said: "It is done.", context: { used: 1_050, size: 128_000 } },
    ]);
  });

  it("takes an id that Drover made for no session of its own", async () => {
    vi.stubEnv("DROVER_RESUMED_SESSION", "11111111-2222-4333-8444-555555555551");
    const program = await loadIntoOpenCode();
    await program.happen("session.created", { info: { id: "ses_1" } });
    expect(await untilTold(opencode, 1)).toEqual([main]);
  });

  it("keeps a message until there is a session to put it to", async () => {
    const program = await loadIntoOpenCode();
    await opencode.deliver?.(dir, "Look at your hook.");
    await vi.waitFor(() => expect(readdirSync(path.join(dir, "inbox"))).toEqual([]));
    expect(program.submitted).toEqual([]);
    await program.happen("session.created", { info: { id: "ses_1" } });
    await vi.waitFor(() => expect(program.submitted).toEqual([{ id: "ses_1", text: "Look at your hook." }]));
  });

  it("submits the first prompt of a session that goes on, which the program drops", async () => {
    const prompt = path.join(dir, "prompt.md");
    writeFileSync(prompt, "Go on.");
    vi.stubEnv("DROVER_RESUMED_SESSION", "ses_0");
    vi.stubEnv("DROVER_PROMPT_FILE", prompt);
    const program = await loadIntoOpenCode();
    await vi.waitFor(() => expect(program.submitted).toEqual([{ id: "ses_0", text: "Go on." }]), { timeout: 5_000 });
    expect(told(opencode)).toEqual([{ runtimeSession: "ses_0" }]);
  });

  it("is not handed on to a second one that the agent starts", async () => {
    const program = await loadIntoOpenCode();
    const output = { env: { OPENCODE_CONFIG_CONTENT: "{…}" } };
    await program.hooks["shell.env"]?.({ cwd: dir }, output);
    expect(output.env.OPENCODE_CONFIG_CONTENT).toBe("");
  });

  it("leaves in place what the user configures by the same variable", async () => {
    const theirs = JSON.stringify({ theme: "nord", plugin: ["theirs"] });
    const { env } = await equip(opencode, { env: { OPENCODE_CONFIG_CONTENT: theirs } });
    const config: unknown = JSON.parse(env["OPENCODE_CONFIG_CONTENT"] ?? "");
    const ours: unknown = expect.stringMatching(/^file:.*drover-plugin\.mjs$/);
    expect(config).toEqual({ theme: "nord", plugin: ["theirs", ours] });
  });

  it("skips questions with consent alone, also where there is no flag for it", async () => {
    expect((await equip(opencode)).args).toEqual([]);
    rmSync(path.join(dir, "inbox"), { recursive: true });
    expect((await equip(opencode, { unattended: true })).args).toEqual(["--auto"]);
    rmSync(path.join(dir, "inbox"), { recursive: true });
    const old = await equip(opencode, { unattended: true, knows: () => false });
    expect(old.args).toEqual([]);
    expect(old.env["OPENCODE_PERMISSION"]).toBe('{"*":"allow"}');
  });
});

it("is written for the user's eyes alone", async () => {
  const { args } = await equip(pi);
  expect(statSync(args[1] ?? "").mode & 0o777).toBe(0o600);
  expect(statSync(path.join(dir, "inbox")).mode & 0o777).toBe(0o700);
});

it("makes nothing of events and payloads that it does not know", () => {
  expect(pi.readHook?.("unheard-of", {})).toEqual({});
  expect(pi.readHook?.("idle", "no object")).toEqual({});
});
