import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { KEPT_REF, LEDGER_REF } from "./ledger-branch.ts";
import { type SmallDisk, mountSmallDisk } from "./small-disk.ts";
import { append, createStoreFixture, git, noteKind, written } from "./store-fixture.ts";

const NEEDS = "needs the right to mount a small disk";

const FULL = /No space left|ENOSPC|no room/i;

describe("a disk without room for git's objects", () => {
  test("keeps acknowledging changes, says once that git is behind, and catches up when there is room", async (context) => {
    using disk = mountSmallDisk(2);
    if (disk === undefined) return context.skip(NEEDS);
    await using fixture = createStoreFixture(tmpdir(), disk.dir);
    const store = await fixture.open();
    await append(store, written("before", "x"));
    expect(await store.flush()).toEqual({ ok: true, value: undefined });
    const tip = git(fixture.gitDir, "rev-parse", LEDGER_REF);
    disk.fill();
    for (let n = 0; n < 5; n += 1) {
      await append(store, written(`full${n}`, "x"));
      const flushed = await store.flush();
      expect(flushed.ok ? "" : flushed.error.message).toMatch(FULL);
    }
    expect(fixture.notices.map((notice) => notice.code)).toEqual(["ledger-write-failed"]);
    expect(store.health).toMatchObject({ ledgers: [{ waiting: 5, failure: { code: "ledger-write-failed" } }] });
    expect(git(fixture.gitDir, "rev-parse", LEDGER_REF)).toBe(tip);
    disk.clear();
    expect((await store.flush()).ok).toBe(true);
    expect(store.health.ledgers).toMatchObject([{ waiting: 0 }]);
    expect(git(fixture.gitDir, "fsck", "--strict", "--no-dangling")).toBe("");
    const again = await fixture.open();
    expect([...again.table(noteKind).values()]).toHaveLength(6);
  });

  test("loses nothing when the core ends before there is room again", async (context) => {
    using disk = mountSmallDisk(2);
    if (disk === undefined) return context.skip(NEEDS);
    await using fixture = createStoreFixture(tmpdir(), disk.dir);
    const store = await fixture.open();
    disk.fill();
    for (let n = 0; n < 20; n += 1) await append(store, written(`full${n}`, "x".repeat(500)));
    const again = await fixture.open();
    expect([...again.table(noteKind).values()].map((note) => note.changes)).toEqual(
      Array.from({ length: 20 }, () => 1),
    );
    disk.clear();
    expect((await again.flush()).ok).toBe(true);
  });
});

describe("a disk without room for the journal", () => {
  test("stops with words, keeps what git has, and goes on after a start with room", async (context) => {
    using disk = mountSmallDisk(2);
    if (disk === undefined) return context.skip(NEEDS);
    const repositories = mkdtempSync(path.join(tmpdir(), "drover-git-"));
    try {
      await using fixture = createStoreFixture(disk.dir, repositories);
      const store = await fixture.open();
      await append(store, written("before", "x"));
      disk.fill();
      // The last page of the file may still have room for some.
      const acknowledged = ["before"];
      let refused = "";
      for (let n = 0; refused === "" && n < 100; n += 1) {
        await append(store, written(`n${n}`, "x".repeat(500))).then(
          () => acknowledged.push(`n${n}`),
          (error: unknown) => {
            refused = String(error);
          },
        );
      }
      expect(refused).toMatch(FULL);
      expect(refused).toContain("What was acknowledged before is safe");
      expect([...store.table(noteKind).values()].map((note) => note.id)).toEqual(acknowledged);
      // What was acknowledged still goes to git, which has room.
      expect((await store.flush()).ok).toBe(true);
      disk.clear();
      const again = await fixture.open();
      expect([...again.table(noteKind).values()].map((note) => note.id)).toEqual(acknowledged);
      await append(again, written("after", "x"));
    } finally {
      rmSync(repositories, { recursive: true, force: true });
    }
  });
});

describe("a disk that becomes read-only", () => {
  test("under git's objects: changes are acknowledged, told as waiting, and written when it may be written again", async (context) => {
    using disk = mountSmallDisk(4);
    if (disk === undefined) return context.skip(NEEDS);
    await using fixture = createStoreFixture(tmpdir(), disk.dir);
    const store = await fixture.open();
    await append(store, written("before", "x"));
    await store.flush();
    disk.remount("ro");
    await append(store, written("meanwhile", "x"));
    const flushed = await store.flush();
    expect(flushed.ok ? "" : flushed.error.message).toMatch(/read-only|EROFS/i);
    disk.remount("rw");
    expect((await store.flush()).ok).toBe(true);
    const again = await fixture.open();
    expect([...again.table(noteKind).values()].map((note) => note.id)).toEqual(["before", "meanwhile"]);
  });

  test("under the workspace: a start says so, changes nothing, and works once it may be written again", async (context) => {
    using disk = mountSmallDisk(4);
    if (disk === undefined) return context.skip(NEEDS);
    await using fixture = createStoreFixture(disk.dir);
    await append(await fixture.open(), written("before", "x"));
    await fixture.crash();
    const release = readOnly(disk);
    await expect(fixture.open()).rejects.toThrow(/cannot be written/);
    release();
    const again = await fixture.open();
    expect([...again.table(noteKind).values()].map((note) => note.id)).toEqual(["before"]);
  });
});

function readOnly(disk: SmallDisk): () => void {
  disk.remount("ro");
  return () => {
    disk.remount("rw");
  };
}

/** The same choices in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * sides);
  };
}

describe("a branch that somebody else moves while it is written", () => {
  test("loses neither what was acknowledged nor what they committed, whatever they do and whenever", async () => {
    await using fixture = createStoreFixture();
    const { gitDir } = fixture;
    const store = await fixture.open();
    await append(store, written("first", "x"));
    await store.flush();
    const roll = dice(20_261_121);
    const theirs = new Set<string>();
    const tips = [git(gitDir, "rev-parse", LEDGER_REF)];
    const commit = (tree: string, ...parents: string[]) => {
      const made = git(
        gitDir,
        "commit-tree",
        "-m",
        `theirs ${theirs.size}`,
        ...parents.flatMap((p) => ["-p", p]),
        tree,
      );
      theirs.add(made);
      return made;
    };
    const meddle = [
      () => git(gitDir, "update-ref", "-d", LEDGER_REF),
      () => git(gitDir, "update-ref", LEDGER_REF, tips[roll(tips.length)] ?? ""),
      () => git(gitDir, "update-ref", LEDGER_REF, commit(git(gitDir, "mktree"))),
      () => {
        const tip = git(gitDir, "rev-parse", KEPT_REF);
        git(gitDir, "update-ref", LEDGER_REF, commit(`${tip}^{tree}`, tip));
      },
      () => git(gitDir, "pack-refs", "--all"),
    ];
    const acknowledged = ["first"];
    for (let n = 0; n < 60; n += 1) {
      const changed = append(store, written(`a${n}`, "x"));
      // Sometimes while the batch is on its way to git, sometimes between two.
      const flushed = roll(2) === 0 ? store.flush() : undefined;
      meddle[roll(meddle.length)]?.();
      await changed;
      await flushed;
      // What they committed has been met by then, and may be overwritten by what they do next.
      await append(store, written(`b${n}`, "x"));
      expect((await store.flush()).ok).toBe(true);
      acknowledged.push(`a${n}`, `b${n}`);
      tips.push(git(gitDir, "rev-parse", KEPT_REF));
    }
    expect(git(gitDir, "rev-parse", LEDGER_REF)).toBe(git(gitDir, "rev-parse", KEPT_REF));
    const reachable = new Set(git(gitDir, "rev-list", "--all").split("\n"));
    expect([...theirs].filter((oid) => !reachable.has(oid))).toEqual([]);
    const again = await fixture.open();
    expect([...again.table(noteKind).values()].map((note) => note.id).toSorted()).toEqual(acknowledged.toSorted());
    for (const id of acknowledged) expect(again.table(noteKind).get(id)?.changes).toBe(1);
    expect(git(gitDir, "fsck", "--strict", "--no-dangling")).toBe("");
  });
});
