import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { awaitRelease } from "./await-release.ts";

let workspace: string;
let lock: string;
const holdAs = (pid: number | undefined) => {
  writeFileSync(lock, JSON.stringify({ pid, holder: "a test", since: 1 }));
};
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "drover-release-"));
  mkdirSync(join(workspace, ".drover"));
  lock = join(workspace, ".drover", "lock.json");
});
afterEach(() => {
  rmSync(workspace, { recursive: true });
});

it("waits until the core has given the workspace back, and not for another that took it", async () => {
  holdAs(process.pid);
  expect(await awaitRelease(workspace, process.pid, 0)).toBe(false);
  const released = awaitRelease(workspace, process.pid, 10_000);
  rmSync(lock);
  expect(await released).toBe(true);
  holdAs(process.pid + 1);
  expect(await awaitRelease(workspace, process.pid, 10_000)).toBe(true);
});

it("does not wait for a core that was killed", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  holdAs(child.pid);
  expect(await awaitRelease(workspace, child.pid ?? 0, 10_000)).toBe(true);
});
