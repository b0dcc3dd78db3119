import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { build } from "./build.ts";

const PROJECT = join(import.meta.dirname, "../..");

/** The smallest product: every entry, a core with zod in it, and a command that opens it. */
const SOURCES: Readonly<Record<string, string>> = {
  "src/shared/greeting.ts": `export const greeting = "moo";`,
  "src/main/core/orchestrator.ts": `import { z } from "zod"; import { greeting } from "../../shared/greeting.ts"; export const start = () => z.string().parse(greeting + " from the core");`,
  "src/main/core/runtime/scripted/main.ts": `console.log("scripted");`,
  "src/main/electron/main.ts": `import { app } from "electron"; import { start } from "../core/orchestrator.ts"; app.on("ready", start);`,
  "src/main/headless/main.ts": `import { start } from "../core/orchestrator.ts"; console.log(start());`,
  "src/main/pty-host/main.ts": `import { spawn } from "node-pty"; import { greeting } from "../../shared/greeting.ts"; console.log(typeof spawn, greeting);`,
  "src/main/spawner/main.ts": `import { greeting } from "../../shared/greeting.ts"; console.log(greeting);`,
  "src/preload/preload.ts": `import { contextBridge } from "electron"; import { greeting } from "../shared/greeting.ts"; contextBridge.exposeInMainWorld("g", greeting);`,
  "src/cli/main.ts": `#!/usr/bin/env node
import { readFileSync } from "node:fs"; import { join } from "node:path"; import { greeting } from "../shared/greeting.ts";
if (process.argv[2] === "core") console.log((await (await import("./open-core.ts")).openCore())());
else console.log(greeting, join("a", "b"), typeof readFileSync);`,
  "src/cli/open-core.ts": `export const openCore = async () => (await import("../main/core/orchestrator.ts")).start;`,
  "src/renderer/index.html": `<!doctype html><script type="module" src="./main.tsx"></script>`,
  "src/renderer/popout.html": `<!doctype html><title>out</title>`,
  "src/renderer/main.tsx": `import { createRoot } from "react-dom/client"; import "@fontsource-variable/inter"; createRoot(document.body).render(<p>hi</p>);`,
};

/** What builds it, and what its JSX is compiled to. */
const COPIED = [
  ...["package.json", "package-lock.json", "tsconfig.base.json", "scripts/build", "scripts/build.ts"],
  ...["src/renderer/ui/jsx-runtime.ts", "src/shared/hidden-text.ts"],
];

let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "drover-build-"));
  await symlink(join(PROJECT, "node_modules"), join(root, "node_modules"));
  for (const file of COPIED) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await cp(join(PROJECT, file), join(root, file), { recursive: true });
  }
  await write(SOURCES);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  }
}

function run(entry: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [join(root, "out/main", entry), ...args], { encoding: "utf8" }).trim();
}

async function read(file: string): Promise<string> {
  return await readFile(join(root, "out", file), "utf8");
}

test("every entry is built and runs, for other users of the machine too", async () => {
  expect(await build(root, { force: false })).toBe(true);
  expect((await stat(join(root, "out"))).mode & 0o055).toBe(0o055);
  expect(run("headless.js")).toBe("moo from the core");
  expect(run("cli.js")).toBe("moo a/b function");
  expect(run("cli.js", "core")).toBe("moo from the core");
  expect(run("pty-host.js")).toBe("function moo");
  expect(run("spawner.js")).toBe("moo");
  expect(run("scripted-agent.js")).toBe("scripted");
});

test("hosts, spawner and preload are one file each, without company", async () => {
  await build(root, { force: true });
  for (const file of ["main/pty-host.js", "main/spawner.js", "main/scripted-agent.js", "preload/preload.cjs"]) {
    expect(await read(file), file).not.toMatch(/from\s*["']\.|require\(["']\./);
  }
  expect(await readdir(join(root, "out/preload"))).toEqual(["preload.cjs"]);
});

test("the command line loads neither core nor zod until it needs them", async () => {
  await build(root, { force: true });
  const loaded = execFileSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { registerHooks } from "node:module";
       const seen = []; registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
       process.argv.splice(1, 0, "drover"); await import(${JSON.stringify(join(root, "out/main/cli.js"))});
       console.log(seen.filter((url) => url.startsWith("file:")).map((url) => url.split("/").at(-1)).join(" "));`,
    ],
    { encoding: "utf8" },
  );
  expect(loaded).not.toContain("orchestrator");
  expect(loaded.trim().split("\n").at(-1)?.split(" ").length).toBeLessThanOrEqual(3);
  expect(await read("main/cli.js")).not.toContain("ZodType");
});

test("the page brings its fonts as files and needs no inline script", async () => {
  await build(root, { force: true });
  expect(await read("renderer/index.html")).not.toMatch(/<script(?![^>]*src=)/);
  const assets = await readdir(join(root, "out/renderer/assets"));
  expect(assets.some((asset) => asset.endsWith(".woff2"))).toBe(true);
  const css = assets.filter((asset) => asset.endsWith(".css"));
  for (const asset of css) expect(await read(`renderer/assets/${asset}`)).not.toContain("data:");
});

test("a preload with zod in it, and a command with a domain in it, are refused", async () => {
  await write({ "src/preload/preload.ts": `import { z } from "zod"; console.log(z);` });
  await expect(build(root, { force: true })).rejects.toThrow("must stay small");
  await write({ ...SOURCES, "src/main/core/mail/index.ts": `export const mail = 1;` });
  await write({ "src/cli/open-core.ts": `export const late = () => import("../main/core/mail/index.ts");` });
  await write({ "src/cli/main.ts": `import "./open-core.ts";` });
  await expect(build(root, { force: true })).rejects.toThrow("may load src/main/core/orchestrator.ts alone");
});

test("what is built stays until a source changes, and a failed build leaves it", async () => {
  await build(root, { force: false });
  expect(await build(root, { force: false })).toBe(false);
  await write({ "src/shared/greeting.test.ts": `throw new Error("no part of the product");` });
  expect(await build(root, { force: false })).toBe(false);
  await write({ "src/main/spawner/main.ts": `console.log("changed");` });
  expect(await build(root, { force: false })).toBe(true);
  expect(run("spawner.js")).toBe("changed");
  await write({ "src/main/spawner/main.ts": `import "./nowhere.ts";` });
  await expect(build(root, { force: false })).rejects.toThrow("nowhere");
  expect(run("spawner.js")).toBe("changed");
});
