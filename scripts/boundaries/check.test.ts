import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkBoundaries } from "./check.ts";

const PROJECT = join(import.meta.dirname, "../..");

/** A small tree with every runtime in it and nothing forbidden. */
const CLEAN: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    type: "module",
    dependencies: { zod: "*", react: "*" },
    devDependencies: { electron: "*", vitest: "*" },
  }),
  "src/shared/model/item.ts": `import { z } from "zod"; export const item = z.string(); export interface Item { id: string }`,
  "src/main/core/base/clock.ts": `import { performance } from "node:perf_hooks"; export const now = () => performance.now();`,
  "src/main/core/platform/git/log.ts": `import { now } from "../../base/clock.ts"; export const log = now;`,
  "src/main/core/ledger/index.ts": `export { store } from "./store.ts"; export type { Item } from "../../../shared/model/item.ts";`,
  "src/main/core/ledger/store.ts": `import { log } from "../platform/git/log.ts"; export async function store() { await using x = log(); return x; }`,
  "src/main/core/agent/index.ts": `export const agent = 1;`,
  "src/main/core/convoy/index.ts": `import { store } from "../ledger/index.ts"; export const convoy = store;`,
  "src/main/core/orchestrator.ts": `import { convoy } from "./convoy/index.ts"; export const start = convoy;`,
  "src/main/serve/socket.ts": `import { start } from "../core/orchestrator.ts"; export const serve = start;`,
  "src/main/headless/main.ts": `import { serve } from "../serve/socket.ts"; serve();`,
  "src/main/electron/main.ts": `import { app } from "electron"; import { serve } from "../serve/socket.ts"; app.on("ready", serve);`,
  "src/main/pty-host/main.ts": `import { now } from "../core/base/clock.ts"; now();`,
  "src/main/spawner/main.ts": `import { log } from "../core/platform/git/log.ts"; log();`,
  "src/preload/preload.ts": `import { contextBridge } from "electron"; contextBridge.exposeInMainWorld("x", 1);`,
  "src/cli/main.ts": `export const run = async () => await import("./open-core.ts");`,
  "src/cli/open-core.ts": `import type { start } from "../main/core/orchestrator.ts"; export const openCore = async (): Promise<typeof start> => (await import("../main/core/orchestrator.ts")).start;`,
  "src/renderer/ui/button.tsx": `import { memo } from "react"; export const Button = memo(() => <button type="button" />);`,
  "src/renderer/features/board/index.ts": `export { Board } from "./board.tsx";`,
  "src/renderer/features/board/board.tsx": `import { Button } from "../../ui/button.tsx"; export const Board = () => <Button />;`,
  "src/renderer/app/main.tsx": `import { Board } from "../features/board/index.ts"; export const App = () => <Board />;`,
};

let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "drover-boundaries-"));
  await symlink(join(PROJECT, "node_modules"), join(root, "node_modules"));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function check(files: Readonly<Record<string, string>>) {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return await checkBoundaries(root);
}

/** Adds lines to files of the clean tree, or new files. */
function planted(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...CLEAN, ...Object.fromEntries(Object.entries(files).map(([f, t]) => [f, `${t}\n${CLEAN[f] ?? ""}`])) };
}

test("a tree that keeps the rule passes, every module read", async () => {
  const sources = Object.keys(CLEAN).filter((file) => file.startsWith("src/"));
  expect(await check(CLEAN)).toEqual({ modules: sources.length, violations: [] });
});

const FORBIDDEN: readonly (readonly [what: string, rule: string, files: Readonly<Record<string, string>>])[] = [
  [
    "core imports electron",
    "electron-stays-at-the-edge: src/main/core/ledger/store.ts",
    { "src/main/core/ledger/store.ts": `import { app } from "electron"; export { app };` },
  ],
  [
    "core imports a type of electron",
    "electron-stays-at-the-edge: src/main/core/ledger/store.ts",
    { "src/main/core/ledger/store.ts": `import type { App } from "electron"; export type { App };` },
  ],
  [
    "core reaches electron by way of a face",
    "electron-stays-at-the-edge: src/main/core/convoy/index.ts",
    { "src/main/core/convoy/index.ts": `export * from "../../electron/main.ts";` },
  ],
  [
    "core reaches electron by way of shared code",
    "electron-stays-at-the-edge: src/main/core/ledger/index.ts",
    {
      "src/main/core/ledger/index.ts": `export * from "../../../shared/model/window.ts";`,
      "src/shared/model/window.ts": `export { BrowserWindow } from "electron";`,
    },
  ],
  [
    "the browser face reaches electron lazily",
    "electron-stays-at-the-edge: src/main/headless/main.ts",
    { "src/main/headless/main.ts": `export const late = () => import("electron");` },
  ],
  [
    "core imports its transports",
    "core-sees-only: src/main/core/convoy/index.ts",
    { "src/main/core/convoy/index.ts": `export * from "../../serve/socket.ts";` },
  ],
  [
    "one face imports the other",
    "headless-sees-only: src/main/headless/main.ts",
    { "src/main/headless/main.ts": `import "../electron/main.ts";` },
  ],
  [
    "renderer imports core",
    "renderer-sees-only: src/renderer/app/main.tsx",
    { "src/renderer/app/main.tsx": `import type { start } from "../../main/core/orchestrator.ts"; export { start };` },
  ],
  [
    "renderer imports Node",
    "no-node-here: src/renderer/ui/button.tsx",
    { "src/renderer/ui/button.tsx": `import { join } from "node:path"; export { join };` },
  ],
  [
    "shared imports Node",
    "no-node-here: src/shared/model/item.ts",
    { "src/shared/model/item.ts": `import { join } from "node:path"; export { join };` },
  ],
  [
    "shared imports a package that not every runtime needs",
    "shared-packages: src/shared/model/item.ts",
    { "src/shared/model/item.ts": `import { memo } from "react"; export { memo };` },
  ],
  [
    "shared imports core",
    "shared-sees-only: src/shared/model/item.ts",
    { "src/shared/model/item.ts": `export { now } from "../../main/core/base/clock.ts";` },
  ],
  [
    "a PTY host imports more of the core than its base",
    "pty-host-sees-only: src/main/pty-host/main.ts",
    { "src/main/pty-host/main.ts": `import "../core/platform/git/log.ts";` },
  ],
  [
    "the spawner imports a domain",
    "spawner-sees-only: src/main/spawner/main.ts",
    { "src/main/spawner/main.ts": `import { agent } from "../core/agent/index.ts"; export { agent };` },
  ],
  [
    "a command imports core",
    "cli-sees-only: src/cli/main.ts",
    { "src/cli/main.ts": `export const late = () => import("../main/core/orchestrator.ts");` },
  ],
  [
    "the one module of the command line opens more than the composition root",
    "cli-opens-core-alone: src/cli/open-core.ts",
    { "src/cli/open-core.ts": `export const late = () => import("../main/core/agent/index.ts");` },
  ],
  [
    "the one module of the command line loads the core at once",
    "cli-opens-core-lazily: src/cli/open-core.ts",
    { "src/cli/open-core.ts": `import { start as s } from "../main/core/orchestrator.ts"; export { s };` },
  ],
  [
    "a tier imports upward",
    "tier-upward: src/main/core/ledger/store.ts",
    { "src/main/core/ledger/store.ts": `export type { convoy } from "../convoy/index.ts";` },
  ],
  [
    "base imports platform",
    "tier-upward: src/main/core/base/clock.ts",
    { "src/main/core/base/clock.ts": `export type { log } from "../platform/git/log.ts";` },
  ],
  [
    "a domain imports the composition root",
    "tier-upward: src/main/core/convoy/index.ts",
    { "src/main/core/convoy/index.ts": `export type { start } from "../orchestrator.ts";` },
  ],
  [
    "siblings of a tier meet",
    "tier-sibling: src/main/core/ledger/store.ts",
    { "src/main/core/ledger/store.ts": `import { agent } from "../agent/index.ts"; export { agent };` },
  ],
  [
    "a domain is entered past its index",
    "domain-door: src/main/core/convoy/index.ts",
    { "src/main/core/convoy/index.ts": `export { store } from "../ledger/store.ts";` },
  ],
  [
    "the composition root enters a domain past its index",
    "domain-door: src/main/core/orchestrator.ts",
    { "src/main/core/orchestrator.ts": `export { store } from "./ledger/store.ts";` },
  ],
  [
    "a transport enters a domain past its index",
    "domain-door: src/main/serve/socket.ts",
    { "src/main/serve/socket.ts": `export { store } from "../core/ledger/store.ts";` },
  ],
  [
    "a feature is entered past its index",
    "feature-door: src/renderer/app/main.tsx",
    { "src/renderer/app/main.tsx": `import { Board as B } from "../features/board/board.tsx"; export { B };` },
  ],
  [
    "a feature enters another past its index",
    "feature-door: src/renderer/features/feed/index.ts",
    { "src/renderer/features/feed/index.ts": `export { Board } from "../board/board.tsx";` },
  ],
  [
    "a primitive of the page knows a feature",
    "renderer-downward: src/renderer/ui/button.tsx",
    { "src/renderer/ui/button.tsx": `export type { Board } from "../features/board/index.ts";` },
  ],
  [
    "modules need each other",
    "no-cycle: src/main/core/ledger/index.ts",
    { "src/main/core/ledger/store.ts": `import type { Item } from "./index.ts"; export type { Item };` },
  ],
  [
    "an import leads nowhere",
    "resolvable: src/main/core/agent/index.ts",
    { "src/main/core/agent/index.ts": `export { x } from "./not-there.ts";` },
  ],
  [
    "the product imports what only tests use",
    "no-dev-package: src/main/core/agent/index.ts",
    { "src/main/core/agent/index.ts": `import { vi } from "vitest"; export { vi };` },
  ],
  [
    "the product imports a test",
    "product-without-tests: src/main/core/agent/index.ts",
    {
      "src/main/core/agent/index.ts": `export { y } from "./agent.test.ts";`,
      "src/main/core/agent/agent.test.ts": `export const y = 1;`,
    },
  ],
  [
    "a domain stands in no tier",
    "unknown-domain: src/main/core/gossip/index.ts",
    { "src/main/core/gossip/index.ts": `export const gossip = 1;` },
  ],
  [
    "a module stands in no runtime",
    "unknown-runtime: src/main/side-door.ts",
    { "src/main/side-door.ts": `export const x = 1;` },
  ],
  [
    "a forbidden import hides in a `using` declaration",
    "cli-opens-core-alone: src/cli/open-core.ts",
    {
      "src/cli/open-core.ts": `export async function f() { await using x = await import("../main/core/agent/index.ts"); return x; }`,
    },
  ],
];

test.for(FORBIDDEN)("refuses it when %s", async ([, rule, files]) => {
  const { violations } = await check(planted(files));
  expect(violations.join("\n")).toContain(rule);
});

test("a test may import what the product may not", async () => {
  const files = {
    "src/main/core/ledger/store.test.ts": `import { convoy } from "../convoy/index.ts"; import { expect } from "vitest"; expect(convoy).toBe(1);`,
  };
  expect((await check(planted(files))).violations).toEqual([]);
});

test("a cycle with a lazy import in it is none", async () => {
  const files = {
    "src/cli/help.ts": `import { run } from "./main.ts"; export const help = run;`,
    "src/cli/main.ts": `export const late = () => import("./help.ts");`,
  };
  expect((await check(planted(files))).violations).toEqual([]);
});

test("a run over no modules fails", async () => {
  expect(await check({ "src/notes.md": "nothing here" })).toEqual({
    modules: 0,
    violations: ["no-modules: not one module under src/ was read"],
  });
});

test("a tree without a src folder fails", async () => {
  await expect(check({ "package.json": "{}" })).rejects.toThrow("src");
});

test("a module that cannot be parsed fails, instead of having no imports", async () => {
  await expect(check(planted({ "src/main/core/agent/index.ts": "import {" }))).rejects.toThrow("agent/index.ts");
});
