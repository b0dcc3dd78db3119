import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import type { Handlers } from "../shared/contract/handlers.ts";
import { ok } from "../shared/model/result.ts";
import { type TestCore, cli, startTestCore, testItem } from "./testing/test-core.ts";

const opened: TestCore[] = [];
afterEach(async () => {
  for (const core of opened.splice(0)) await core[Symbol.asyncDispose]();
});

async function start(words: readonly string[], handlers: Partial<Handlers>) {
  const core = await startTestCore(handlers);
  opened.push(core);
  const env = { ...process.env, DROVER_WORKSPACE: core.workspace };
  return spawn(process.execPath, [join(import.meta.dirname, "main.ts"), ...words], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

it("runs as a process and answers with its exit code", async () => {
  const child = await start(["claim", "shop-x", "--json"], { "item.claim": async () => ok(testItem("shop-x")) });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  await once(child, "close");
  expect(child.exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ id: "shop-x" });
});

it("is interrupted by Ctrl-C, and cancels what it asked for", async () => {
  const asked = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<void>();
  const child = await start(["claim", "shop-x"], {
    "item.claim": (_input, _caller, signal) => {
      asked.resolve();
      signal.addEventListener("abort", () => {
        cancelled.resolve();
      });
      return new Promise(() => {});
    },
  });
  await asked.promise;
  child.kill("SIGINT");
  await once(child, "close");
  await cancelled.promise;
  expect(child.exitCode).toBe(130);
});

it("ends quietly when nobody reads its output any more", async () => {
  const items = Array.from({ length: 5000 }, (_, index) => testItem(`shop-${index}`, { title: "x".repeat(200) }));
  const child = await start(["list", "--limit", "5000"], { "item.list": async () => ok({ items, total: 5000 }) });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdout.once("data", () => {
    child.stdout.destroy();
  });
  await once(child, "exit");
  expect({ code: child.exitCode, err }).toEqual({ code: 0, err: "" });
});

it.runIf(process.platform !== "win32")("completes in bash, which parts words at the equals sign", async () => {
  const { out: script } = await cli("/nowhere", ["completion", "bash"]);
  const answered = (...words: string[]) =>
    promisify(execFile)("bash", [
      "--norc",
      "-c",
      `${script}
       drover() { shift 2; local IFS=' '; echo "$*" >&3; printf -- '--stage=ready\\tx\\n'; }
       COMP_WORDS=(drover "$@"); COMP_CWORD=$#; _drover 3>&1; echo "\${COMPREPLY[*]}"`,
      "bash",
      ...words,
    ]).then(({ stdout }) => stdout.trim().split("\n"));
  expect(await answered("list", "--stage", "=", "r")).toEqual(["list --stage=r", "ready"]);
  expect(await answered("list", "--stage", "=")).toEqual(["list --stage=", "ready"]);
  expect(await answered("list", "--st")).toEqual(["list --st", "--stage=ready"]);
  expect(await answered("create", "a", "=", "b")).toEqual(["create a = b", "--stage=ready"]);
});
