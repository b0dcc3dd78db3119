import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import type { RuntimeAdapter } from "./adapter.ts";
import { createRuntimes } from "./index.ts";
import { runtimeSpec } from "./spec.ts";

const HELP = `case "$1" in
--version) echo "tool 3.2.0";;
--help) printf 'Usage: tool [options]\\n  -m, --model <name>\\n  --session-id=<id>\\n  --not-quite-yes\\nCommands:\\n  resume  Go on\\n';;
*) echo "$@" > "$HOME/started";;
esac`;

let dir: string;
let runner: ProcessRunner;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "drover-report-"));
  runner = createLocalRunner();
});
afterEach(async () => {
  await runner[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

function runtimes(script: string, adapter: RuntimeAdapter = {}, more: object = {}) {
  const file = path.join(dir, "tool");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const spec = runtimeSpec.parse({
    id: "tool",
    title: "Tool",
    command: ["tool", "--quiet"],
    model: ["--model", "{model}"],
    newSession: ["--session-id={runtimeSession}"],
    resume: ["resume", "{runtimeSession}"],
    fork: ["branch", "{runtimeSession}"],
    unattended: ["--yes"],
    version: ["--version"],
    help: ["--help"],
    optional: { "--quiet": 0 },
    checked: { version: "3.1.0", on: "2026-11-21", what: "everything" },
    ...more,
  });
  const custom = [spec];
  return createRuntimes({
    runner,
    env: { PATH: `${dir}:/bin:/usr/bin`, HOME: dir },
    node: process.execPath,
    scriptedEntry: "/nowhere",
    presets: [],
    custom: () => custom,
    adapters: { tool: adapter },
    defaultRuntime: () => "tool",
  });
}

async function check(known: ReturnType<typeof runtimes>, runtime = "tool") {
  return known.handlers["runtime.check"]({ runtime }, { identity: USER, role: "user" }, new AbortController().signal);
}

it("says which flags an unseen version does not have, and which of them it can do without", async () => {
  const answer = await check(runtimes(HELP, { flags: ["--hooks"] }));
  if (!answer.ok) throw new Error(answer.error.message);
  expect(answer.value.runtime).toMatchObject({ version: "3.2.0", checked: { version: "3.1.0" } });
  expect(answer.value.flags).toEqual([
    { flag: "--quiet", listed: false, optional: true },
    { flag: "--hooks", listed: false, optional: false },
    { flag: "--yes", listed: false, optional: false },
    { flag: "--model", listed: true, optional: false },
    { flag: "--session-id", listed: true, optional: false },
    { flag: "resume", listed: true, optional: false },
    { flag: "branch", listed: false, optional: false },
  ]);
  expect(answer.value.usable).toBe(false);
  const grave = answer.value.differences.filter((one) => one.grave).map((one) => one.what);
  expect(grave).toEqual([
    expect.stringContaining("--hooks"),
    expect.stringContaining("--yes"),
    expect.stringContaining("branch"),
  ]);
  expect(answer.value.differences[0]?.what).toContain("3.2.0 was not tried; 3.1.0 was, on 2026-11-21");
});

it("says that nothing is known of the flags where the help cannot be read, and calls it usable", async () => {
  const answer = await check(runtimes(`case "$1" in --version) echo 3.1.0;; *) exit 1;; esac`));
  if (!answer.ok) throw new Error(answer.error.message);
  expect(answer.value.usable).toBe(true);
  expect(answer.value.flags[0]).toEqual({ flag: "--quiet", optional: true });
  expect(answer.value.differences.map((one) => one.what)).toEqual([expect.stringContaining("help could not be read")]);
});

it("calls one that is not installed unusable, and knows no unknown one", async () => {
  const missing = await check(runtimes(HELP, {}, { command: ["not-there"] }));
  expect(missing).toMatchObject({ ok: true, value: { usable: false, runtime: { found: false } } });
  expect(await check(runtimes(HELP), "tol")).toMatchObject({ ok: false, error: { code: "runtime-not-found" } });
});

it("equips a session with what its version can do", async () => {
  const adapter: RuntimeAdapter = {
    equip: async ({ knows, sessionDir }) => ({
      args: knows("--model") ? ["--hooks", `${sessionDir}/hooks.json`] : [],
      env: { QUIET: knows("--quiet") ? "yes" : "no" },
    }),
  };
  const launch = await runtimes(HELP, adapter).launch("tool", {
    prompt: "",
    promptFile: "/p",
    worktree: "/w",
    sessionDir: "/s",
    env: {},
    drover: "/d",
    unattended: false,
    newSession: "id",
  });
  expect(launch).toMatchObject({
    ok: true,
    value: { args: ["--hooks", "/s/hooks.json", "--session-id=id"], env: { QUIET: "no" } },
  });
});
