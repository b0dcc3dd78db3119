import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import { type RuntimesDeps, createRuntimes, readCustomRuntimes, readPresets } from "./index.ts";
import { buildLaunch } from "./launch.ts";
import { runtimeSpec } from "./spec.ts";

const resourcesDir = path.resolve(import.meta.dirname, "../../../../resources");
const request = {
  prompt: "You are demo/workers/otter.",
  promptFile: "/s/prompt.md",
  worktree: "/w",
  sessionDir: "/s/runtime",
  env: { PATH: "/bin" },
  drover: "/d/bin/drover",
  unattended: false,
  newSession: "11111111-2222-4333-8444-555555555555",
};

const means = { file: "/x", equipment: { args: [], env: {} }, knows: () => true };

let dir: string;
let runner: ProcessRunner;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "drover-runtime-"));
  runner = createLocalRunner();
});
afterEach(async () => {
  await runner[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

/** A small program under that name in a folder of its own that is the PATH. */
function install(name: string, script: string): string {
  const bin = path.join(dir, "bin");
  mkdirSync(bin, { recursive: true });
  const file = path.join(bin, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const NONE: readonly unknown[] = [];

async function runtimes(more: Partial<RuntimesDeps> = {}) {
  return createRuntimes({
    runner,
    env: { PATH: path.join(dir, "bin"), SHELL: "/bin/sh" },
    node: process.execPath,
    scriptedEntry: "/app/scripted-agent.js",
    presets: await readPresets(resourcesDir),
    custom: () => NONE,
    // What adapters add is theirs to be tested.
    adapters: {},
    defaultRuntime: () => "scripted",
    ...more,
  });
}

describe("starting a runtime", () => {
  it("gives Claude Code its priming as the first prompt, under an id it can be resumed by", async () => {
    const file = install("claude", "exit 0");
    const known = await runtimes();
    expect(await known.launch("claude", request)).toMatchObject({
      ok: true,
      value: {
        file,
        args: ["--session-id", request.newSession, request.prompt],
        runtimeSession: request.newSession,
      },
    });
    const resumed = await known.launch("claude", { ...request, resume: "old", model: "opus", unattended: true });
    expect(resumed).toMatchObject({
      ok: true,
      value: {
        args: ["--dangerously-skip-permissions", "--model", "opus", "--resume", "old", request.prompt],
        runtimeSession: "old",
      },
    });
    const forked = await known.launch("claude", { ...request, resume: "old", fork: true });
    const fork = ["--resume", "old", "--fork-session", "--session-id", request.newSession, request.prompt];
    expect(forked).toMatchObject({ ok: true, value: { args: fork, runtimeSession: request.newSession } });
  });

  it("starts Codex without its shared daemon, and skips its questions only with consent", async () => {
    install("codex", "exit 0");
    const known = await runtimes();
    // Login shells, which it would use otherwise, begin with a PATH of their own and do not find `drover`; and a question
    // about an update would stand in the way of its first prompt.
    const always = ["--no-daemon", "-c", "allow_login_shell=false", "-c", "check_for_update_on_startup=false"];
    const attended = await known.launch("codex", request);
    expect(attended).toMatchObject({ ok: true, value: { args: [...always, "--", request.prompt] } });
    const resumed = await known.launch("codex", { ...request, resume: "old", model: "big" });
    const sub = ["-m", "big", "resume", "old", "--", request.prompt];
    expect(resumed).toMatchObject({ ok: true, value: { args: [...always, ...sub] } });
    const unattended = await known.launch("codex", { ...request, unattended: true });
    expect(unattended.ok && unattended.value.args).toContain("--dangerously-bypass-approvals-and-sandbox");
  });

  it("hands a very long priming over as a file", () => {
    const spec = runtimeSpec.parse({ id: "x", title: "X", command: ["x"], prompt: ["-m", "{prompt}"] });
    const { args } = buildLaunch(spec, means, { ...request, prompt: "y".repeat(100_000) });
    expect(args[1]).toContain("/s/prompt.md");
    expect(args[1]?.length).toBeLessThan(200);
  });

  it("puts values in as they are: not filled in again, not split, not seen by a shell", () => {
    const spec = runtimeSpec.parse({ id: "x", title: "X", command: ["x", "--dir={worktree}"], prompt: ["{prompt}"] });
    const prompt = "$(rm -rf /) {worktree} `x` $& \"'";
    expect(buildLaunch(spec, means, { ...request, prompt }).args).toEqual(["--dir=/w", prompt]);
  });

  it("says which runtimes there are when asked for an unknown one", async () => {
    const failed = await (await runtimes()).launch("clod", request);
    expect(failed).toMatchObject({ ok: false, error: { code: "runtime-not-found" } });
    expect(!failed.ok && failed.error.remedy).toContain("claude, codex, copilot, cursor");
  });

  it("says how to get one that is not installed", async () => {
    const failed = await (await runtimes()).launch("claude", request);
    expect(failed).toMatchObject({ ok: false, error: { code: "runtime-missing" } });
    expect(!failed.ok && failed.error.remedy).toContain("@anthropic-ai/claude-code");
  });
});

describe("listing runtimes", () => {
  it("finds installed ones with their versions, and says what is missing", async () => {
    const file = install("claude", 'echo "2.1.329 (Claude Code)"');
    install("codex", "echo broken >&2; exit 3");
    const list = await (await runtimes()).list();
    expect(list.find((one) => one.id === "claude")).toMatchObject({
      id: "claude",
      title: "Claude Code",
      origin: "preset",
      found: true,
      path: file,
      version: "2.1.329",
      abilities: { resume: true, unattended: true },
      install: "npm install -g @anthropic-ai/claude-code",
    });
    const codex = list.find((one) => one.id === "codex");
    expect(codex?.found).toBe(true);
    expect(codex?.remark).toContain("version");
    expect(list.find((one) => one.id === "scripted")).toMatchObject({ found: true, origin: "built-in" });
  });

  it("looks again when asked to", async () => {
    const known = await runtimes();
    expect((await known.list()).find((one) => one.id === "claude")?.found).toBe(false);
    install("claude", "echo 1.0");
    expect((await known.list()).find((one) => one.id === "claude")?.found).toBe(false);
    expect((await known.list(true)).find((one) => one.id === "claude")?.found).toBe(true);
  });

  it("keeps the good ones of the settings and tells of the bad", async () => {
    const told: string[] = [];
    const custom = readCustomRuntimes(
      [
        { id: "aider", title: "Aider", command: ["aider", "--message"], prompt: ["{prompt}"] },
        { id: "Bad Id", title: "", command: [] },
        { id: "torn", title: "T", command: ["t"], titles: [{ pattern: "(", state: "working" }] },
      ],
      (problem) => told.push(problem),
    );
    expect(custom.map((one) => one.id)).toEqual(["aider"]);
    expect(told).toHaveLength(2);
    const list = await (await runtimes({ custom: () => custom })).list();
    expect(list.find((one) => one.id === "aider")).toMatchObject({ origin: "settings", found: false });
  });
});

describe("what a title says", () => {
  it.each([
    ["claude", "◐ Fixing the parser", "working"],
    ["claude", "⠂ Fixing the parser", "working"],
    ["claude", "✳ Claude Code", "waiting-for-input"],
    ["claude", "zsh", undefined],
    ["codex", "⠹ demo", "working"],
    ["codex", "[ ! ] Action Required | demo", "waiting-for-permission"],
    ["codex", "demo", "waiting-for-input"],
    ["shell", "anything", undefined],
    ["nonesuch", "anything", undefined],
  ])("%s: %s", async (id, title, state) => {
    expect((await runtimes()).stateOfTitle(id, title)).toBe(state);
  });

  it("sees a permission question on the screen", async () => {
    const known = await runtimes();
    expect(known.stateOfScreen("claude", " Do you want to proceed?\n ❯ 1. Yes\n")).toBe("waiting-for-permission");
    expect(known.stateOfScreen("codex", "> 1. Trust and continue")).toBe("waiting-for-permission");
    expect(known.stateOfScreen("claude", "❯ \n")).toBeUndefined();
  });
});
