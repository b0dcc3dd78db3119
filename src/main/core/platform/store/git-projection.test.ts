import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { workerPath } from "../../../../shared/model/identity.ts";
import type { RecordStore } from "./record-store.ts";
import { LEDGER_REF } from "./ledger-branch.ts";
import {
  type StoreFixture,
  append,
  createStoreFixture,
  git,
  nodeGit,
  noteKind,
  removed,
  written,
} from "./store-fixture.ts";

const BRANCH = "drover/ledger";

function notesOf(store: RecordStore): string[] {
  return [...store.table(noteKind).values()].map((note) => `${note.id}=${note.text}`);
}

function codes(fixture: StoreFixture): string[] {
  return fixture.notices.map((notice) => notice.code);
}

/** Puts a commit with one file on the branch, as somebody with git would. */
function commitOnto(fixture: StoreFixture, parent: string | undefined, file: string, text: string): string {
  const { gitDir } = fixture;
  const blob = runIn(gitDir, ["hash-object", "-w", "--stdin"], text);
  const listed = parent === undefined ? "" : git(gitDir, "ls-tree", parent, "--full-tree");
  const others = listed.split("\n").filter((line) => line !== "" && !line.endsWith(`\t${file}`));
  const tree = runIn(gitDir, ["mktree"], [...others, `100644 blob ${blob}\t${file}`].join("\n") + "\n");
  return git(gitDir, "commit-tree", tree, "-m", "by hand", ...(parent === undefined ? [] : ["-p", parent]));
}

function runIn(gitDir: string, args: string[], input: string): string {
  return execFileSync("git", ["--git-dir", gitDir, ...args], { input, encoding: "utf8" }).trim();
}

describe("what git holds", () => {
  test("can be read with git alone: sorted lines, a trail, and what it covers", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    await append(store, written("b", "2"), written("a", "ünï\ncode"), written("c", "3"));
    await append(store, removed("c"));
    await store.flush();
    const files = git(fixture.gitDir, "ls-tree", "-r", "--name-only", BRANCH).split("\n");
    const shards = files.filter((file) => file.startsWith("records/note/"));
    const segment = files.find((file) => file.startsWith("events/")) ?? "";
    const stream = segment.split("/")[1] ?? "";
    const seen = (first: number, last: number) => ({ [stream]: [first, last] });
    const at = fixture.clock.now();
    const lines = shards
      .map((file) => git(fixture.gitDir, "show", `${BRANCH}:${file}`))
      .join("\n")
      .split("\n");
    expect(
      lines
        .map((line): unknown => JSON.parse(line))
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ).toMatchObject([
      { born: `${at}.00000 user`, id: "b", seen: seen(1, 1), record: { changes: 1, id: "b", text: "2" } },
      { born: `${at}.00001 user`, id: "a", seen: seen(2, 2), record: { changes: 1, id: "a", text: "ünï\ncode" } },
      { deleted: { at, by: "user", clock: `${at}.00003 user` }, id: "c", seen: seen(3, 4) },
    ]);
    expect(git(fixture.gitDir, "show", `${BRANCH}:${segment}`).split("\n")).toHaveLength(4);
    expect(JSON.parse(git(fixture.gitDir, "show", `${BRANCH}:meta.json`))).toEqual({
      format: 2,
      ledger: "workspace",
      streams: { [stream]: { seq: 4, kinds: { note: 4 } } },
      kinds: { note: { records: 3 } },
    });
    expect(git(fixture.gitDir, "fsck", "--strict", "--full")).toBe("");
  });

  test("names the acting agent as author and the owner as committer", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    await append(store, { ...written("a", "1"), actor: workerPath("demo", "ada") });
    await store.flush();
    await append(store, { ...written("a", "2"), actor: workerPath("demo", "ada") }, written("a", "3"));
    await store.flush();
    const show = (commit: string) => git(fixture.gitDir, "log", "-1", "--format=%an <%ae> / %cn <%ce>", commit);
    expect(show(`${BRANCH}~`)).toBe("demo/workers/ada <olga@example.org> / Olga Owner <olga@example.org>");
    expect(show(BRANCH)).toBe("Drover <olga@example.org> / Olga Owner <olga@example.org>");
  });

  test("is written a second after the last change, and at the latest five after the first", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    await append(store, written("a", "1"));
    fixture.clock.advance(999);
    expect(git(fixture.gitDir, "for-each-ref")).toBe("");
    for (let n = 0; n < 8; n += 1) {
      await append(store, written("a", `${n}`));
      fixture.clock.advance(500);
    }
    const [before] = store.health.ledgers;
    expect(before).toMatchObject({ waiting: 9 });
    expect(before?.tip).toBeUndefined();
    fixture.clock.advance(1);
    await store.flush();
    expect(git(fixture.gitDir, "rev-list", "--count", BRANCH)).toBe("1");
  });

  test("is laid out anew as it grows, and only what changed is written again", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    const many = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => written(`n${from + n}`, "x"));
    await append(store, ...many(0, 900));
    await store.flush();
    const names = () => git(fixture.gitDir, "ls-tree", "-r", "--name-only", BRANCH, "records/note/").split("\n");
    expect(names()).toHaveLength(16);
    await append(store, ...many(900, 1_100));
    await store.flush();
    expect(names().length).toBeGreaterThan(200);
    expect(names()).toContain("records/note/00.jsonl");
    await append(store, written("n5", "changed"));
    await store.flush();
    const touched = git(fixture.gitDir, "diff", "--name-only", `${BRANCH}~`, BRANCH).split("\n");
    expect(touched.filter((file) => file.startsWith("records/"))).toHaveLength(1);
    const again = await fixture.open();
    expect(again.table(noteKind).size).toBe(1_100);
    expect(again.table(noteKind).get("n5")?.text).toBe("changed");
    expect(git(fixture.gitDir, "fsck", "--strict")).toBe("");
  });

  test("is the same in a repository that names its objects by SHA-256", async () => {
    await using fixture = createStoreFixture();
    const vault = fixture.makeRepository("vault.git", "--object-format=sha256");
    const first = await fixture.open();
    expect(await first.openLedger("demo", vault)).toMatchObject({ ok: true, value: { records: 0 } });
    await append(first, written("a", "1", "demo"), written("b", "2"));
    await first.flush();
    expect(git(vault, "fsck", "--strict")).toBe("");
    expect(git(vault, "rev-parse", BRANCH)).toHaveLength(64);
    const store = await fixture.open();
    expect(await store.openLedger("demo", vault)).toMatchObject({ ok: true, value: { records: 1 } });
    expect(notesOf(store)).toEqual(["a=1", "b=2"]);
    expect(store.table(noteKind).ledgerOf("a")).toBe("demo");
  });

  test("is packed once there are many loose objects, without losing one that no ref reaches", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    const dangling = runIn(fixture.gitDir, ["hash-object", "-w", "--stdin"], "nobody points here");
    // As many files in the folder that is looked at as there are when there are many in all.
    const folder = path.join(fixture.gitDir, "objects", "17");
    mkdirSync(folder, { recursive: true });
    for (let n = 0; n < 20; n += 1) writeFileSync(path.join(folder, `tmp_obj_${n}`), "");
    for (let n = 1; n <= 25; n += 1) {
      await append(store, written("a", `${n}`));
      expect(await store.flush()).toMatchObject({ ok: true });
    }
    expect(notesOf(await fixture.open())).toEqual(["a=25"]);
    // Those that were many have become few.
    expect(git(fixture.gitDir, "count-objects", "-v")).toMatch(/packs: (?:1?[0-9]|20)\n/);
    expect(git(fixture.gitDir, "cat-file", "-t", dangling)).toBe("blob");
    expect(fixture.notices).toEqual([]);
  });
});

describe("when somebody else writes to the branch", () => {
  test("goes on top of a commit that continues it", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    await append(store, written("a", "1"));
    await store.flush();
    const foreign = commitOnto(fixture, git(fixture.gitDir, "rev-parse", BRANCH), "README", "hello");
    git(fixture.gitDir, "update-ref", LEDGER_REF, foreign);
    await append(store, written("a", "2"));
    expect(await store.flush()).toMatchObject({ ok: true });
    expect(git(fixture.gitDir, "rev-parse", `${BRANCH}~`)).toBe(foreign);
    expect(codes(fixture)).toEqual(["ledger-edited"]);
    expect(notesOf(await fixture.open())).toEqual(["a=2"]);
  });

  test("sets a commit aside that does not continue it, and loses neither", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    await append(store, written("a", "1"));
    await store.flush();
    const ours = git(fixture.gitDir, "rev-parse", BRANCH);
    const foreign = commitOnto(fixture, undefined, "README", "mine now");
    git(fixture.gitDir, "update-ref", LEDGER_REF, foreign);
    await append(store, written("b", "2"));
    expect(await store.flush()).toMatchObject({ ok: true });
    expect(git(fixture.gitDir, "rev-parse", "refs/drover/foreign/1")).toBe(foreign);
    expect(git(fixture.gitDir, "rev-parse", `${BRANCH}~`)).toBe(ours);
    expect(codes(fixture)).toEqual(["ledger-set-aside"]);
    expect(notesOf(await fixture.open())).toEqual(["a=1", "b=2"]);
  });

  test("puts a deleted branch back, with its history", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    await append(store, written("a", "1"));
    await store.flush();
    git(fixture.gitDir, "update-ref", "-d", LEDGER_REF);
    await append(store, written("b", "2"));
    await store.flush();
    expect(git(fixture.gitDir, "rev-list", "--count", BRANCH)).toBe("2");
    git(fixture.gitDir, "update-ref", "-d", LEDGER_REF);
    expect(notesOf(await fixture.open())).toEqual(["a=1", "b=2"]);
    expect(git(fixture.gitDir, "rev-list", "--count", BRANCH)).toBe("2");
  });

  test("at a start, takes records in that were edited by hand, and sets aside what is no ledger", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "1"));
    const second = await fixture.open();
    expect(notesOf(second)).toEqual(["a=1"]);
    const tip = git(fixture.gitDir, "rev-parse", BRANCH);
    git(fixture.gitDir, "update-ref", LEDGER_REF, commitOnto(fixture, tip, "README", "a note"));
    expect(notesOf(await fixture.open())).toEqual(["a=1"]);
    expect(codes(fixture)).toEqual(["ledger-edited"]);
    git(fixture.gitDir, "update-ref", LEDGER_REF, commitOnto(fixture, undefined, "README", "another"));
    expect(notesOf(await fixture.open())).toEqual(["a=1"]);
    expect(codes(fixture)).toEqual(["ledger-edited", "ledger-set-aside"]);
  });

  test("does not take a foreign branch of the same name for a ledger", async () => {
    await using fixture = createStoreFixture();
    const foreign = commitOnto(fixture, undefined, "index.html", "<p>");
    git(fixture.gitDir, "update-ref", LEDGER_REF, foreign);
    const store = await fixture.open();
    expect(git(fixture.gitDir, "rev-parse", "refs/drover/foreign/1")).toBe(foreign);
    await append(store, written("a", "1"));
    expect(await store.flush()).toMatchObject({ ok: true });
    expect(git(fixture.gitDir, "rev-list", "--count", BRANCH)).toBe("1");
  });

  test("says which branch is in the way when a branch `drover` exists", async () => {
    await using fixture = createStoreFixture();
    git(fixture.gitDir, "update-ref", "refs/heads/drover", commitOnto(fixture, undefined, "x", "x"));
    await expect(fixture.open()).rejects.toThrow(/has a branch named drover/);
  });

  test("takes in a ledger that another workspace wrote, with its trail, and goes on in a numbering of its own", async () => {
    await using fixture = createStoreFixture();
    await using other = createStoreFixture();
    const theirs = await other.open();
    await append(theirs, written("x", "theirs"), written("y", "theirs"));
    await append(theirs, written("x", "newer"));
    await theirs.flush();
    git(fixture.gitDir, "fetch", "-q", other.gitDir, `${BRANCH}:${BRANCH}`);
    const store = await fixture.open();
    expect(notesOf(store)).toEqual(["x=newer", "y=theirs"]);
    await append(store, written("x", "ours"), written("z", "ours"));
    await store.flush();
    await append(store, written("x", "again"));
    await fixture.crash();
    const again = await fixture.open();
    expect(notesOf(again)).toEqual(["x=again", "y=theirs", "z=ours"]);
    const trail = await again.trail("workspace", "note", "x");
    expect(trail.map((event) => [event.seq, (event.data as { text: string }).text])).toEqual([
      [1, "theirs"],
      [3, "newer"],
      [1, "ours"],
      [3, "again"],
    ]);
    expect((await again.trail("workspace", "note", "z")).map((event) => event.seq)).toEqual([2]);
  });
});

describe("when something is damaged or fails", () => {
  test("sets a damaged line of a shard aside and writes the rest again", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "1"), written("b", "2"));
    await first.flush();
    const tip = git(fixture.gitDir, "rev-parse", BRANCH);
    const shard = git(fixture.gitDir, "grep", "-l", '"id":"a"', BRANCH, "--", "records").replace(`${BRANCH}:`, "");
    const broken = replaceFile(
      fixture,
      tip,
      shard,
      `{"id":"a","oops\n{"id":"c","first":1,"last":1,"at":5,"record":{"id":"c"}}\n`,
    );
    git(fixture.gitDir, "update-ref", LEDGER_REF, broken);
    const store = await fixture.open();
    // What git held before counts, where somebody damaged it.
    expect(notesOf(store)).toEqual(["a=1", "b=2"]);
    const kept = fixture.notices.filter((notice) => notice.code === "line-quarantined");
    expect(kept).toHaveLength(2);
    expect(readFileSync(String(kept[0]?.details["keptAt"]), "utf8")).toContain("oops");
    await append(store, written("d", "4"));
    await store.flush();
    expect(() => git(fixture.gitDir, "grep", "oops", BRANCH)).toThrow(/Command failed/);
    const seen = fixture.notices.length;
    expect(notesOf(await fixture.open())).toEqual(["a=1", "b=2", "d=4"]);
    expect(fixture.notices).toHaveLength(seen);
  });

  test("removes the lock file that a git left behind when the machine died", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "1"));
    await first.flush();
    const lock = path.join(fixture.gitDir, `${LEDGER_REF}.lock`);
    writeFileSync(lock, "");
    utimesSync(lock, 1_000, 1_000);
    const store = await fixture.open();
    await append(store, written("a", "2"));
    expect(await store.flush()).toMatchObject({ ok: true });
  });

  test("keeps changes while git cannot be written, says so once, and tries again by itself", async () => {
    await using fixture = createStoreFixture();
    let isBroken = false;
    const attempts: Promise<unknown>[] = [];
    const store = await fixture.open({
      git: (args, options) => {
        const done =
          isBroken && args.includes("update-ref")
            ? Promise.resolve({ exitCode: 128, stdout: Buffer.alloc(0), stderr: "fatal: no space left" })
            : nodeGit(args, options);
        attempts.push(done);
        return done;
      },
    });
    isBroken = true;
    await append(store, written("a", "1"));
    expect(await store.flush()).toMatchObject({ ok: false, error: { code: "ledger-write-failed" } });
    expect(await store.flush()).toMatchObject({ ok: false });
    expect(codes(fixture)).toEqual(["ledger-write-failed"]);
    expect(store.health.ledgers[0]).toMatchObject({ waiting: 1, failure: { code: "ledger-write-failed" } });
    expect(await append(store, written("b", "2"))).toHaveLength(1);
    isBroken = false;
    fixture.clock.advance(2_000);
    await store.flush();
    expect(store.health.ledgers[0]).toMatchObject({ waiting: 0 });
    expect(store.health.ledgers[0]?.failure).toBeUndefined();
    expect(git(fixture.gitDir, "rev-list", "--count", BRANCH)).toBe("1");
  });
});

function replaceFile(fixture: StoreFixture, parent: string, file: string, text: string): string {
  const { gitDir } = fixture;
  const blob = runIn(gitDir, ["hash-object", "-w", "--stdin"], text);
  const [top = "", kind = "", name = ""] = file.split("/");
  const put = (listing: string, mode: string, oid: string, entry: string) =>
    runIn(
      gitDir,
      ["mktree"],
      [...listing.split("\n").filter((line) => !line.endsWith(`\t${entry}`)), `${mode} ${oid}\t${entry}`].join("\n") +
        "\n",
    );
  const inKind = put(git(gitDir, "ls-tree", `${parent}:${top}/${kind}`), "100644 blob", blob, name);
  const inTop = put(git(gitDir, "ls-tree", `${parent}:${top}`), "040000 tree", inKind, kind);
  const root = put(git(gitDir, "ls-tree", parent), "040000 tree", inTop, top);
  return git(gitDir, "commit-tree", root, "-m", "by hand", "-p", parent);
}
