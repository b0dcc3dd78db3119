import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { NewEvent } from "../../../../shared/model/event.ts";
import { USER } from "../../../../shared/model/identity.ts";
import { LEDGER_REF } from "./ledger-branch.ts";
import type { RecordKind, RecordStore } from "./record-store.ts";
import { append, createStoreFixture, git, nodeGit, noteKind, written } from "./store-fixture.ts";
import type { GitRunner } from "./git-access.ts";

/** Coordinates one workspace, and counts what it was told. */
const hookSchema = z.looseObject({ id: z.string(), attempts: z.int() });
const hookKind: RecordKind<z.infer<typeof hookSchema>> = {
  kind: "hook",
  isLocal: true,
  schema: hookSchema,
  reduce: (record, event) => ({ id: event.subject, attempts: (record?.attempts ?? 0) + 1 }),
};

const hookEvent = (subject: string, ledger: string): NewEvent => ({
  ...{ ledger, kind: "hook", subject, type: "hookAttempted", actor: USER, data: {} },
});

/** A project's ledger as version 1 wrote it: a note, and a hook that was attempted three times. */
function writeFormat1(gitDir: string): string {
  const run = (args: string[], input: string) =>
    execFileSync("git", ["--git-dir", gitDir, ...args], { input, encoding: "utf8" }).trim();
  const blob = (text: string) => run(["hash-object", "-w", "--stdin"], text);
  const tree = (rows: readonly string[]) => run(["mktree"], rows.map((row) => `${row}\n`).join(""));
  const at = Date.UTC(2025, 0, 1);
  const line = (id: string, last: number, record: object) =>
    `${JSON.stringify({ at, first: 1, id, last, record: { id, ...record } })}\n`;
  const folder = (text: string) => tree([`100644 blob ${blob(text)}\t0.jsonl`]);
  const records = tree([
    `040000 tree ${folder(line("demo/ada", 9, { attempts: 3 }))}\thook`,
    `040000 tree ${folder(`${line("a", 8, { text: "old", changes: 2, createdBy: "user" })}{"broken\n`)}\tnote`,
  ]);
  const kind = { stream: "0123abcd", seq: 9, records: 1 };
  const meta = { format: 1, ledger: "demo", streams: ["0123abcd"], seq: 9, kinds: { note: kind, hook: kind } };
  const root = tree([`100644 blob ${blob(JSON.stringify(meta))}\tmeta.json`, `040000 tree ${records}\trecords`]);
  const commit = git(gitDir, "commit-tree", root, "-m", "as version 1 wrote it");
  git(gitDir, "update-ref", LEDGER_REF, commit);
  return commit;
}

async function openDemo(store: RecordStore, gitDir: string) {
  const hooks = store.table(hookKind);
  const opened = await store.openLedger("demo", gitDir);
  if (!opened.ok) throw new Error(opened.error.message);
  return { hooks, notes: store.table(noteKind) };
}

const files = (gitDir: string) =>
  git(gitDir, "ls-tree", "-r", "--name-only", LEDGER_REF)
    .split("\n")
    .filter((name) => name.startsWith("records/"));

describe("a ledger of format 1", () => {
  test("gets clocks of creation, keeps what it was as a backup, and gives up what coordinates the workspace", async () => {
    await using fixture = createStoreFixture();
    const vault = fixture.makeRepository("vault.git");
    const before = writeFormat1(vault);
    const store = await fixture.open();
    const { hooks, notes } = await openDemo(store, vault);
    expect(notes.get("a")).toMatchObject({ text: "old" });
    expect(notes.clockOf("a", "text")).toBe(`${Date.UTC(2025, 0, 1)}.00000 user`);
    expect(hooks.get("demo/ada")).toMatchObject({ attempts: 3 });
    expect(hooks.ledgerOf("demo/ada")).toBe("workspace");
    expect(git(vault, "rev-parse", "refs/drover/backup/format-1")).toBe(before);
    expect(files(vault).some((name) => name.startsWith("records/hook/"))).toBe(false);
    expect(files(fixture.gitDir).some((name) => name.startsWith("records/hook/"))).toBe(true);
    expect(fixture.notices.map((notice) => notice.code)).toEqual(["ledger-migrated", "line-quarantined"]);
    await append(store, hookEvent("demo/ada", "workspace"), written("a", "new", "demo"));
    const again = await fixture.open();
    const reopened = await openDemo(again, vault);
    expect(reopened.hooks.get("demo/ada")).toMatchObject({ attempts: 4 });
    expect(reopened.notes.get("a")).toMatchObject({ text: "new" });
  });

  test("is the same bytes wherever it is brought to format 2", async () => {
    const trees: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      await using fixture = createStoreFixture();
      const vault = fixture.makeRepository("vault.git");
      writeFormat1(vault);
      await openDemo(await fixture.open(), vault);
      trees.push(git(vault, "rev-parse", `${LEDGER_REF}:records/note`));
    }
    expect(trees[0]).toBe(trees[1]);
  });

  test("loses nothing and does nothing twice when git fails at any of its steps", async () => {
    for (let failing = 0; failing < 4; failing += 1) {
      await using fixture = createStoreFixture();
      const vault = fixture.makeRepository("vault.git");
      writeFormat1(vault);
      let moves = 0;
      const broken: GitRunner = (args, options) => {
        const isMove = args.includes("update-ref");
        const isOut = isMove && moves >= failing;
        if (isMove) moves += 1;
        return isOut
          ? Promise.resolve({ exitCode: 128, stdout: Buffer.alloc(0), stderr: "fatal: out of order" })
          : nodeGit(args, options);
      };
      const store = await fixture.open({ git: broken });
      store.table(hookKind);
      await store.openLedger("demo", vault);
      await fixture.crash();
      const { hooks, notes } = await openDemo(await fixture.open(), vault);
      expect(hooks.get("demo/ada")).toMatchObject({ attempts: 3 });
      expect(notes.get("a")).toMatchObject({ text: "old" });
      expect(files(vault).some((name) => name.startsWith("records/hook/"))).toBe(false);
    }
  });
});
