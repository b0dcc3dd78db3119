import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { OutputOf } from "../shared/contract/contract.ts";
import { cli } from "./testing/test-core.ts";

const ITEMS = 2_000;
/** More of them: `DROVER_KILLS=100 npx vitest run import-kill`. */
const KILLS = Number(process.env["DROVER_KILLS"] ?? 4);
/** About as long as an import writes, from its first write on. */
const WRITING_MS = 150;

let folder = "";
let workspace = "";
let env: Readonly<Record<string, string>> = {};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-import-kill-")));
  const run = path.join(folder, "run");
  mkdirSync(run, { mode: 0o700 });
  env = { PATH: process.env["PATH"] ?? "", HOME: folder, XDG_RUNTIME_DIR: run };
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const drover = (...words: string[]) => cli(workspace, words, { env, cwd: folder });

async function answer<T>(...words: string[]): Promise<T> {
  const { code, out, err } = await drover(...words, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as T;
}

/** Each waits for the one before, every fifth has a comment. */
function issue(n: number): string {
  const [id, at] = [`bd-${n}`, "2026-01-02T03:04:05Z"];
  const blocks = { issue_id: id, depends_on_id: `bd-${n - 1}`, type: "blocks", created_at: at, created_by: "ada" };
  return JSON.stringify({
    ...{ id, title: `Item ${n}`, status: "open", priority: 1, issue_type: "task" },
    ...{ created_at: at, created_by: "ada", updated_at: at },
    ...(n === 0 ? {} : { dependencies: [blocks] }),
    ...(n % 5 === 0
      ? { comments: [{ id: n, issue_id: id, author: "Bob", text: `Said of ${n}`, created_at: at }] }
      : {}),
  });
}

/** Answers whether it was killed; an import that has little left to do may be through before. */
async function importAndKill(file: string, afterMs: number): Promise<boolean> {
  const args = [path.join(import.meta.dirname, "main.ts"), "import", file, "--format", "beads"];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...env, DROVER_WORKSPACE: workspace },
    stdio: "ignore",
  });
  let killing: NodeJS.Timeout | undefined;
  const watching = watch(path.join(workspace, ".drover", "journal"), () => {
    killing ??= setTimeout(() => child.kill("SIGKILL"), afterMs);
  });
  await once(child, "exit");
  watching.close();
  clearTimeout(killing);
  if (child.signalCode === null) expect(child.exitCode).toBe(0);
  return child.signalCode === "SIGKILL";
}

const count = async () => (await answer<{ total: number }>("count", "--all")).total;

it(
  `an import that is killed at any of ${KILLS} moments, and once more, goes on where it stopped: everything is there once`,
  { timeout: 60_000 + KILLS * 20_000 },
  async () => {
    const file = path.join(folder, "issues.jsonl");
    writeFileSync(file, Array.from({ length: ITEMS }, (_, n) => `${issue(n)}\n`).join(""));
    let killed = 0;
    for (let round = 0; round < KILLS; round += 1) {
      workspace = path.join(folder, `work-${round}`);
      expect((await drover("init", workspace)).code).toBe(0);
      let before = 0;
      for (let nth = 0; nth < 2; nth += 1) {
        if (await importAndKill(file, Math.random() * WRITING_MS)) killed += 1;
        const now = await count();
        // Nothing that was there is gone after a kill.
        expect(now).toBeGreaterThanOrEqual(before);
        before = now;
      }
      await answer("import", file, "--format", "beads");
      await expectAllOnce(file);
    }
    expect(killed).toBeGreaterThan(0);
  },
);

async function expectAllOnce(file: string): Promise<void> {
  const again = await answer<OutputOf<"ledger.import">>("import", file, "--format", "beads");
  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: ITEMS, comments: 0, problemsTotal: 0 });
  const { items } = await answer<OutputOf<"item.list">>("list", "--all", "--limit", String(ITEMS + 100));
  expect(items).toHaveLength(ITEMS);
  expect(new Set(items.map(({ title }) => title)).size).toBe(ITEMS);
  expect(items.filter(({ links }) => links.length === 1)).toHaveLength(ITEMS - 1);
  const said = (await drover("export")).out.match(/"text":"Said of \d+"/g) ?? [];
  expect(said).toHaveLength(ITEMS / 5);
  expect(new Set(said).size).toBe(ITEMS / 5);
  expect(await answer("ledger", "fsck", "--full")).toMatchObject({ counts: { error: 0, warning: 0 } });
}
