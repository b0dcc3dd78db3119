import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { KEPT_REF, LEDGER_REF } from "../platform/store/ledger-branch.ts";
import { type Note, type StoreFixture, git, nodeGit, noteKind } from "../platform/store/store-fixture.ts";
import type { GitRunner } from "../platform/store/git-access.ts";
import { fsck } from "./fsck.ts";
import { repair } from "./repair.ts";
import { type Files, change, changeLine, lineOf, makeLedger, rewrite, shardWith } from "./testing/damaged-ledger.ts";

async function run(fixture: StoreFixture, apply: boolean, runner: GitRunner = nodeGit) {
  const ledgers = [{ ledger: "workspace", gitDir: fixture.gitDir }];
  const owner = { name: "Olga", email: "olga@example.org" };
  const deps = { git: runner, now: () => fixture.clock.now(), kinds: [noteKind], workspaceDir: fixture.dir, owner };
  const done = await repair(deps, { ledgers, apply });
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

async function errors(fixture: StoreFixture): Promise<readonly string[]> {
  const ledgers = [{ ledger: "workspace", gitDir: fixture.gitDir }];
  const deps = { git: nodeGit, now: () => fixture.clock.now(), kinds: [noteKind] };
  const { findings } = await fsck(deps, { ledgers, workspaceDir: fixture.dir, isWhole: true, full: true });
  return findings.filter(({ rule }) => rule !== "L32").map(({ rule, message }) => `${rule}: ${message}`);
}

async function notes(fixture: StoreFixture): Promise<readonly Note[]> {
  const store = await fixture.open();
  return [...store.table(noteKind).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const tipOf = (fixture: StoreFixture) => git(fixture.gitDir, "rev-parse", LEDGER_REF);

describe("repair", () => {
  it("has nothing to do on a ledger that is whole", async () => {
    await using fixture = await makeLedger();
    const before = tipOf(fixture);
    expect(await run(fixture, true)).toEqual({ applied: true, steps: [], backups: [], left: [] });
    expect(tipOf(fixture)).toBe(before);
  });

  it.each<[string, readonly string[], (files: Files) => void]>([
    ["meta.json is gone", ["meta-rewritten"], (files) => files.delete("meta.json")],
    ["meta.json is garbage", ["meta-rewritten"], (files) => files.set("meta.json", "<<<\n")],
    [
      "meta.json counts wrong",
      ["meta-rewritten"],
      (files) => change(files, "meta.json", (text) => text.replace('"records": 12', '"records": 3')),
    ],
    [
      "a record is gone",
      ["record-rebuilt", "shard-rewritten"],
      (files) => {
        const [file, text] = shardWith(files, "note1");
        const left = text.replace(`${lineOf(text, "note1")}\n`, "");
        if (left === "") files.delete(file);
        else files.set(file, left);
      },
    ],
    [
      "all records are gone",
      ["record-rebuilt", "shard-rewritten"],
      (files) => {
        for (const file of files.keys()) if (file.startsWith("records/")) files.delete(file);
      },
    ],
    [
      "a line is garbage",
      ["line-set-aside", "record-rebuilt", "shard-rewritten"],
      (files) => changeLine(files, "note3", () => "garbage"),
    ],
    [
      "a merge left both sides of a conflict",
      ["line-set-aside", "shard-rewritten"],
      (files) => changeLine(files, "note3", (line) => `<<<<<<< a\n${line}\n=======\n${line}\n>>>>>>> b`),
    ],
    ["an id stands twice", ["shard-rewritten"], (files) => changeLine(files, "note3", (line) => `${line}\n${line}`)],
    [
      "a line is not canonical",
      ["shard-rewritten"],
      (files) => changeLine(files, "note3", (line) => line.replace(/,/, ", ")),
    ],
    [
      "a record stands in the shard of another",
      ["shard-rewritten"],
      (files) => {
        const [file, text] = shardWith(files, "note3");
        const line = lineOf(text, "note3");
        files.set(file, text.replace(`${line}\n`, ""));
        if (files.get(file) === "") files.delete(file);
        const empty = "0123456789abcdef".split("").find((digit) => !files.has(`records/note/${digit}.jsonl`));
        files.set(`records/note/${empty ?? ""}.jsonl`, `${line}\n`);
      },
    ],
  ])("puts right that %s, says so first, and keeps a backup", async (_name, codes, edit) => {
    await using fixture = await makeLedger();
    const whole = await notes(fixture);
    await fixture.crash();
    rewrite(fixture.gitDir, edit);
    const damaged = tipOf(fixture);

    const plan = await run(fixture, false);
    expect([...new Set(plan.steps.map(({ code }) => code))].toSorted()).toEqual([...codes].toSorted());
    expect(plan).toMatchObject({ applied: false, backups: [], left: [] });
    expect(tipOf(fixture)).toBe(damaged);

    const done = await run(fixture, true);
    expect(done.steps).toEqual(plan.steps);
    expect(done.backups).toEqual([{ ledger: "workspace", ref: "refs/drover/backup/repair", commit: damaged }]);
    expect(git(fixture.gitDir, "rev-parse", "refs/drover/backup/repair")).toBe(damaged);
    expect(await errors(fixture)).toEqual([]);
    expect((await run(fixture, true)).steps).toEqual([]);
    expect(await notes(fixture)).toEqual(whole);
  });

  it("puts a branch back that somebody deleted, or moved away", async () => {
    await using fixture = await makeLedger();
    const tip = tipOf(fixture);
    git(fixture.gitDir, "update-ref", "-d", LEDGER_REF);
    expect((await run(fixture, true)).steps.map(({ code }) => code)).toEqual(["branch-restored"]);
    expect(git(fixture.gitDir, "diff", "--stat", tip, LEDGER_REF)).toBe("");
    expect(await errors(fixture)).toEqual([]);
  });

  it("goes back to the newest commit that can be read, and on to the events the journal has", async () => {
    await using fixture = await makeLedger();
    const whole = await notes(fixture);
    await fixture.crash();
    const tree = git(fixture.gitDir, "rev-parse", `${LEDGER_REF}^{tree}`);
    rmSync(path.join(fixture.gitDir, "objects", tree.slice(0, 2), tree.slice(2)));
    const done = await run(fixture, true);
    expect(done.steps[0]?.code).toBe("branch-restored");
    expect(await errors(fixture)).toEqual([]);
    expect(await notes(fixture)).toEqual(whole);
    expect(git(fixture.gitDir, "rev-parse", LEDGER_REF)).toBe(git(fixture.gitDir, "rev-parse", KEPT_REF));
  });

  it("makes records anew whose shard is missing", async () => {
    await using fixture = await makeLedger();
    const whole = await notes(fixture);
    await fixture.crash();
    const shards = git(fixture.gitDir, "ls-tree", "-r", LEDGER_REF, "records/note/").split("\n");
    const oid = /blob ([0-9a-f]+)/.exec(shards[0] ?? "")?.[1] ?? "";
    renameSync(path.join(fixture.gitDir, "objects", oid.slice(0, 2), oid.slice(2)), path.join(fixture.dir, "away"));
    expect((await run(fixture, true)).steps.map(({ code }) => code)).toContain("record-rebuilt");
    expect(await notes(fixture)).toEqual(whole);
  });

  it("takes a good line back from quarantine, once", async () => {
    await using fixture = await makeLedger();
    const dir = path.join(fixture.dir, ".drover", "quarantine");
    mkdirSync(dir, { recursive: true });
    const seen = { "00000000": [1, 1] };
    const raw = JSON.stringify({
      ...{ id: "lost", at: 5, born: "0000000000005.00000 user", seen },
      record: { id: "lost", text: "x", changes: 1 },
    });
    const place = { file: "workspace ledger, records/note/a.jsonl of 0000", line: 1 };
    writeFileSync(path.join(dir, "good.json"), JSON.stringify({ ...place, reason: "was not understood", raw }));
    writeFileSync(path.join(dir, "bad.json"), JSON.stringify({ ...place, reason: "not JSON", raw: "{" }));
    expect((await run(fixture, true)).steps.map(({ code }) => code)).toContain("line-taken-back");
    expect(readdirSync(dir).toSorted()).toEqual(["bad.json", "taken-back"]);
    expect((await notes(fixture)).find(({ id }) => id === "lost")?.text).toBe("x");
    expect((await run(fixture, true)).steps).toEqual([]);
  });

  it("leaves the ledger as it was when git fails before the branch is moved, and does it the next time", async () => {
    await using fixture = await makeLedger();
    const whole = await notes(fixture);
    await fixture.crash();
    rewrite(fixture.gitDir, (files) => files.delete("meta.json"));
    const damaged = tipOf(fixture);
    // Everything that writes refs: the backup first, then branch and mark.
    for (const allowed of [0, 1]) {
      let writes = 0;
      const breaks: GitRunner = (args, more) => {
        if (args.includes("update-ref")) writes += 1;
        return args.includes("update-ref") && writes > allowed
          ? Promise.resolve({ exitCode: 128, stdout: Buffer.alloc(0), stderr: "No space left on device" })
          : nodeGit(args, more);
      };
      await expect(run(fixture, true, breaks)).rejects.toThrow(/could not be written.*No space left/);
      expect(tipOf(fixture)).toBe(damaged);
    }
    expect((await run(fixture, true)).backups).toEqual([
      { ledger: "workspace", ref: "refs/drover/backup/repair", commit: damaged },
    ]);
    expect(await errors(fixture)).toEqual([]);
    expect(await notes(fixture)).toEqual(whole);
  });

  it("leaves a newer format alone, and says what it cannot do", async () => {
    await using fixture = await makeLedger();
    rewrite(fixture.gitDir, (files) =>
      change(files, "meta.json", (text) => text.replace('"format": 2', '"format": 3')),
    );
    const before = tipOf(fixture);
    const done = await run(fixture, true);
    expect(done.steps).toEqual([]);
    expect(done.left[0]).toContain("newer format");
    expect(tipOf(fixture)).toBe(before);
  });
});
