import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import type { RuntimeAdapter } from "./adapter.ts";
import { qwen } from "./adapters/qwen.ts";
import { createRuntimes } from "./index.ts";
import { runtimeSpec } from "./spec.ts";

let dir: string;
let runner: ProcessRunner;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "drover-deliver-"));
  runner = createLocalRunner();
});
afterEach(async () => {
  await runner[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

/** A program that notes what it was run with, and fails for what begins with `no`. */
function runtimes(more: object, adapter: RuntimeAdapter = {}) {
  const script = `if [ "$1" = --help ]; then echo "  queue  Queue a message"; echo "  --flag"; exit 0; fi
printf '%s\\n' "$TOOL_HOME" "$SECRET" "$@" > "$HOME/run"; case "$3" in no*) exit 1;; esac`;
  const file = path.join(dir, "tool");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const tool = { id: "tool", title: "Tool", command: ["tool"], help: ["--help"], env: ["TOOL_*"], ...more };
  const custom = [runtimeSpec.parse(tool)];
  return createRuntimes({
    runner,
    env: { PATH: `${dir}:/bin:/usr/bin`, HOME: dir, TOOL_HOME: "/home/tool", SECRET: "s3cret" },
    node: process.execPath,
    scriptedEntry: "/nowhere",
    presets: [],
    custom: () => custom,
    adapters: { tool: adapter },
    defaultRuntime: () => "tool",
  });
}

const delivery = { message: "Go on, {runtimeSession} $HOME.", sessionDir: "/s", runtimeSession: "id-1" };
const queue = { deliver: ["queue", "{runtimeSession}", "{prompt}"] };
const wasRun = () => existsSync(path.join(dir, "run"));

it("runs the program once beside the session, with what its sessions are given and the message as one argument", async () => {
  const known = runtimes(queue);
  expect(known.traits("tool")?.takesDelivery).toBe(true);
  expect(await known.deliver("tool", delivery)).toBe(true);
  expect(readFileSync(path.join(dir, "run"), "utf8").split("\n")).toEqual([
    "/home/tool",
    "",
    "queue",
    "id-1",
    "Go on, {runtimeSession} $HOME.",
    "",
  ]);
});

it("says that it did not get through when the program fails", async () => {
  expect(await runtimes(queue).deliver("tool", { ...delivery, message: "no way" })).toBe(false);
});

it("has no way to a session whose id is not known, nor by a command that this version does not have", async () => {
  expect(await runtimes(queue).deliver("tool", { ...delivery, runtimeSession: undefined })).toBe(false);
  expect(await runtimes({ deliver: ["post", "{prompt}"] }).deliver("tool", delivery)).toBe(false);
  expect(await runtimes({}).deliver("tool", delivery)).toBe(false);
  expect(runtimes({}).traits("tool")?.takesDelivery).toBe(false);
  expect(wasRun()).toBe(false);
});

it("leaves it to the runtime's code where that has a way of its own", async () => {
  const given: string[] = [];
  const adapter: RuntimeAdapter = {
    async deliver(sessionDir, message) {
      given.push(sessionDir, message);
    },
  };
  const known = runtimes(queue, adapter);
  expect(await known.deliver("tool", delivery)).toBe(true);
  expect(given).toEqual(["/s", delivery.message]);
  expect(wasRun()).toBe(false);
});

it("says that it did not get through to a session whose folder is gone", async () => {
  const known = runtimes({}, qwen);
  expect(await known.deliver("tool", { ...delivery, sessionDir: path.join(dir, "gone") })).toBe(false);
});
