import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exists } from "../fs/exists.ts";
import { createTrash } from "../fs/trash.ts";
import { keepCommit } from "./fetch.ts";
import { listWorktrees } from "./list-worktrees.ts";
import { rebase } from "./rebase.ts";
import type { SavedWork } from "./saved-work.ts";
import { snapshotWorktree } from "./snapshot-worktree.ts";
import { createGitFixture, DROVER, type GitFixture } from "./testing/git-fixture.ts";
import { makeClone, makeVault } from "./vault.ts";
import { placeOf } from "./worktree-files.ts";
import { createWorktreePool, type WorktreePool } from "./worktree-pool.ts";

let fixture: GitFixture;
let pool: WorktreePool;
let root: string;
let vault: string;
let clone: string;
let base: string;
let errors: unknown[];
let saves = 0;

async function open(keep = 1): Promise<WorktreePool> {
  return await createWorktreePool({
    git: fixture.git,
    clone,
    vault,
    root,
    keep,
    onError: (error) => errors.push(error),
  });
}

beforeEach(async () => {
  fixture = await createGitFixture();
  errors = [];
  root = fixture.path("work trees");
  [vault, clone] = [fixture.path("vault.git"), fixture.path("clone.git")];
  const trash = createTrash({ folder: fixture.path("trash"), onError: (error) => errors.push(error) });
  const origin = await fixture.repository("origin", {
    "a.txt": "one\n",
    "dir/b.txt": "two\n",
    ".gitignore": "build/\n",
  });
  base = await fixture.ask(origin, "rev-parse", "HEAD");
  await makeVault(fixture.git, { path: vault, origin, trash });
  await makeClone(fixture.git, { path: clone, vault, trash });
  pool = await open();
});
afterEach(async () => {
  await pool[Symbol.asyncDispose]();
  expect(errors).toEqual([]);
  await fixture[Symbol.asyncDispose]();
});

async function acquire(name: string, more: { branch?: string; base?: string } = {}): Promise<string> {
  const outcome = await pool.acquire({ name, branch: `drover/${name}`, base, ...more });
  if (outcome.kind !== "ready") throw new Error(outcome.kind);
  return outcome.path;
}

/** As the salvage domain does it. */
async function save(worktree: string): Promise<SavedWork> {
  const place = await placeOf(clone, worktree);
  if (place === undefined) throw new Error("No such work tree");
  const taken = await snapshotWorktree(fixture.git, { place, person: DROVER });
  const ref = `refs/drover/salvage/${(saves += 1)}`;
  expect(await keepCommit(fixture.git, { from: clone, into: vault, commit: taken.commit, ref })).toEqual({
    kind: "kept",
  });
  return { worktree, ref, commit: taken.commit };
}

const nothing = (worktree: string): SavedWork => ({ worktree, ref: undefined, commit: undefined });
const show = (folder: string): Promise<string> => fixture.ask(folder, "status", "--porcelain", "--branch", "--ignored");

describe("acquiring a work tree", () => {
  it("makes a fresh one on a new branch, and answers with it again", async () => {
    expect(await pool.acquire({ name: "otter", branch: "drover/otter", base })).toEqual({
      kind: "ready",
      path: path.join(root, "otter"),
      isNewBranch: true,
    });
    expect(await show(path.join(root, "otter"))).toBe("## drover/otter");
    expect(await pool.acquire({ name: "otter", branch: "drover/otter", base })).toMatchObject({
      kind: "ready",
      isNewBranch: false,
    });
  });

  it("gives out one that was made ready before", async () => {
    pool.prepare(base);
    await pool.drain();
    const [ready = ""] = await readdir(path.join(root, ".pool"));
    expect(ready).not.toBe("");
    const otter = await acquire("otter");
    expect(await show(otter)).toBe("## drover/otter");
    expect(await exists(path.join(root, ".pool", ready))).toBe(false);
    expect((await listWorktrees(fixture.git, clone)).filter(({ prunable }) => prunable !== undefined)).toEqual([]);
    await pool.drain();
    expect(await readdir(path.join(root, ".pool"))).toHaveLength(1);
  });

  it("brings one that was made ready before to a newer commit", async () => {
    pool.prepare(base);
    await pool.drain();
    const scout = await acquire("scout");
    const newer = await fixture.commit(scout, { "a.txt": "newer\n", "deep/er/c.txt": "new\n", "-x": "" });
    await pool.drain();
    const [ready = ""] = await readdir(path.join(root, ".pool"));
    const otter = await acquire("otter", { base: newer });
    expect(await exists(path.join(root, ".pool", ready))).toBe(false);
    expect(await show(otter)).toBe("## drover/otter");
    expect(await fixture.ask(otter, "rev-parse", "HEAD")).toBe(newer);
    expect(await readFile(path.join(otter, "deep/er/c.txt"), "utf8")).toBe("new\n");
    expect(await fixture.ask(otter, "reflog", "show", "--format=%gs", "HEAD")).toContain("begin drover/otter");
  });

  it("knows where one stands that was being made while the base moved on", async () => {
    const scout = await acquire("scout");
    const newer = await fixture.commit(scout, { "a.txt": "newer\n" });
    pool.prepare(base);
    pool.prepare(newer);
    await pool.drain();
    expect(await show(await acquire("otter", { base: newer }))).toBe("## drover/otter");
    pool.prepare(base);
    const vole = await acquire("vole", { base });
    pool.prepare(newer);
    await pool.drain();
    expect([await show(vole), await show(await acquire("stoat", { base: newer }))]).toEqual([
      "## drover/vole",
      "## drover/stoat",
    ]);
  });

  it("makes a fresh one where somebody was in the one that was ready", async () => {
    pool.prepare(base);
    await pool.drain();
    const scout = await acquire("scout");
    const newer = await fixture.commit(scout, { "a.txt": "newer\n" });
    await pool.drain();
    const [ready = ""] = await readdir(path.join(root, ".pool"));
    await writeFile(path.join(root, ".pool", ready, "a.txt"), "stray");
    const otter = await acquire("otter", { base: newer });
    expect(await show(otter)).toBe("## drover/otter");
    expect(await readFile(path.join(otter, "a.txt"), "utf8")).toBe("newer\n");
    expect(errors.splice(0).map(String)).toEqual([expect.stringContaining("it is kept as")]);
    const [kept = ""] = await readdir(path.join(root, ".kept"));
    expect(await readFile(path.join(root, ".kept", kept, "a.txt"), "utf8")).toBe("stray");
  });

  it("takes an existing branch as it is, ready or fresh", async () => {
    await fixture.ask(clone, "branch", "old", base);
    await fixture.ask(clone, "branch", "older", base);
    expect(await pool.acquire({ name: "a", branch: "old", base })).toMatchObject({ kind: "ready", isNewBranch: false });
    pool.prepare(base);
    await pool.drain();
    expect(await pool.acquire({ name: "b", branch: "older", base })).toMatchObject({
      kind: "ready",
      isNewBranch: false,
    });
    expect(await show(path.join(root, "b"))).toBe("## older");
  });

  it.each(["fresh", "ready"])("says what is in the way (%s)", async (how) => {
    await acquire("otter");
    if (how === "ready") {
      pool.prepare(base);
      await pool.drain();
    }
    expect(await pool.acquire({ name: "otter", branch: "other", base })).toEqual({ kind: "name-taken" });
    expect(await pool.acquire({ name: "vole", branch: "drover/otter", base })).toEqual({ kind: "branch-in-use" });
    expect(await pool.acquire({ name: "vole", branch: "new", base: "1".repeat(40) })).toEqual({
      kind: "no-such-commit",
    });
    expect(await exists(path.join(root, "vole"))).toBe(false);
    for (const name of ["", ".pool", "../x", "a/b", ".."]) {
      await expect(pool.acquire({ name, branch: "x", base })).rejects.toThrow(TypeError);
    }
    await expect(pool.acquire({ name: "x", branch: "--force", base })).rejects.toThrow(TypeError);
  });

  it("serves many at once", async () => {
    pool.prepare(base);
    await pool.drain();
    const paths = await Promise.all(["a", "b", "c", "d", "e"].map((name) => acquire(name)));
    expect(await Promise.all(paths.map(show))).toEqual(["a", "b", "c", "d", "e"].map((name) => `## drover/${name}`));
  });

  it("answers with it in the middle of a rebase", async () => {
    const otter = await acquire("otter");
    await fixture.commit(otter, { "a.txt": "mine\n" });
    const vole = await acquire("vole");
    const onto = await fixture.commit(vole, { "a.txt": "theirs\n" });
    await rebase(fixture.git, { worktree: otter, onto, committer: DROVER });
    expect(await pool.acquire({ name: "otter", branch: "drover/otter", base })).toMatchObject({
      kind: "ready",
      path: otter,
    });
  });
});

describe("releasing a work tree", () => {
  it("recycles it: the next one finds nothing of what was in it, at the newest base", async () => {
    const otter = await acquire("otter");
    const tip = await fixture.commit(otter, { "a.txt": "mine\n" });
    await fixture.write(otter, { "untracked.txt": "x", "build/out": "ignored", "dir/b.txt": "changed" });
    const saved = await save(otter);
    expect(await pool.release(saved)).toEqual({ kind: "released" });
    expect(await exists(otter)).toBe(false);
    await pool.drain();
    const vole = await acquire("vole", { base: tip });
    expect(await show(vole)).toBe("## drover/vole");
    expect((await readdir(vole)).toSorted()).toEqual([".git", ".gitignore", "a.txt", "dir"]);
    expect(await readFile(path.join(vole, "a.txt"), "utf8")).toBe("mine\n");
    expect(await fixture.ask(vault, "cat-file", "-p", `${saved.ref ?? ""}:untracked.txt`)).toBe("x");
    expect(await fixture.ask(clone, "rev-parse", "drover/otter")).toBe(tip);
  });

  it("takes one that the vault has all of without a ref", async () => {
    expect(await pool.release(nothing(await acquire("otter")))).toEqual({ kind: "released" });
  });

  it("discards it when enough are kept, and one that has settings of its own", async () => {
    const [a, b, c] = [await acquire("a"), await acquire("b"), await acquire("c")];
    await fixture.ask(c, "config", "extensions.worktreeConfig", "true");
    await fixture.ask(c, "config", "--worktree", "core.bare", "false");
    for (const worktree of [c, a, b]) expect(await pool.release(nothing(worktree))).toEqual({ kind: "released" });
    await pool.drain();
    expect(await listWorktrees(fixture.git, clone)).toHaveLength(2);
    expect(await readdir(path.join(root, ".trash"))).toEqual([]);
  });

  const untouched: readonly { readonly name: string; readonly change: (worktree: string) => Promise<unknown> }[] = [
    { name: "a changed file", change: (w) => writeFile(path.join(w, "a.txt"), "changed") },
    { name: "an untracked file", change: (w) => writeFile(path.join(w, "new.txt"), "new") },
    { name: "a deleted file", change: (w) => rm(path.join(w, "a.txt")) },
    { name: "a commit", change: (w) => fixture.commit(w, { "a.txt": "committed" }) },
    {
      name: "something staged alone",
      change: async (w) => {
        await writeFile(path.join(w, "a.txt"), "staged");
        await fixture.ask(w, "add", "a.txt");
        await writeFile(path.join(w, "a.txt"), "one\n");
      },
    },
    {
      name: "a commit that was undone",
      change: async (w) => {
        await fixture.commit(w, { "a.txt": "undone" });
        await fixture.ask(w, "reset", "-q", "--hard", "HEAD~");
      },
    },
    {
      name: "a merge under way",
      change: async (w) => {
        await fixture.ask(w, "switch", "-q", "-c", "side");
        await fixture.commit(w, { "a.txt": "side\n" });
        await fixture.ask(w, "switch", "-q", "drover/otter");
        const me = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
        await fixture.ask(w, ...me, "merge", "-q", "--no-commit", "--no-ff", "side");
      },
    },
    {
      name: "a commit away from its branch",
      change: async (w) => {
        await fixture.ask(w, "checkout", "-q", "--detach");
        await fixture.commit(w, { "a.txt": "detached" });
      },
    },
  ];
  it.each(untouched)("refuses when there is $name that was not saved, and leaves it as it is", async ({ change }) => {
    const otter = await acquire("otter");
    const before = await save(otter);
    await change(otter);
    const state = await show(otter);
    expect(await pool.release(nothing(otter))).toMatchObject({ kind: "unsaved" });
    expect(await pool.release(before)).toMatchObject({ kind: "unsaved" });
    expect(await show(otter)).toBe(state);
    await pool.drain();
    expect(await show(otter)).toBe(state);
  });

  it("keeps one whole that has a repository inside, once the rest is saved, and lets others have its branch", async () => {
    const otter = await acquire("otter");
    await fixture.ask(otter, "init", "-q", "inner");
    await writeFile(path.join(otter, "inner", "x"), "x");
    await writeFile(path.join(otter, "a.txt"), "mine");
    expect(await pool.release(nothing(otter))).toMatchObject({ kind: "unsaved" });
    const saved = await save(otter);
    const kept = path.join(root, ".kept", path.basename(saved.ref ?? ""));
    expect(await pool.release(saved)).toEqual({ kind: "kept", path: kept });
    expect(await readFile(path.join(kept, "inner", "x"), "utf8")).toBe("x");
    expect(await fixture.ask(kept, "status", "--porcelain")).toBe(" M a.txt\n?? inner/");
    expect(await acquire("otter")).toBe(otter);
    expect(await readFile(path.join(otter, "a.txt"), "utf8")).toBe("one\n");
  });

  it("refuses a proof that does not hold", async () => {
    const otter = await acquire("otter");
    const saved = await save(otter);
    await fixture.ask(vault, "update-ref", "-d", saved.ref ?? "");
    expect(await pool.release(saved)).toMatchObject({ kind: "unsaved" });
    expect(await pool.release({ ...saved, ref: undefined })).toMatchObject({ kind: "unsaved" });
    expect(await pool.release(nothing(fixture.path("origin")))).toEqual({ kind: "not-found" });
    expect(await pool.release(nothing(path.join(root, "none")))).toEqual({ kind: "not-found" });
    expect(await exists(path.join(fixture.path("origin"), "a.txt"))).toBe(true);
  });

  it("lets no .git file lead it to somebody else's checkout", async () => {
    const otter = await acquire("otter");
    const origin = fixture.path("origin");
    await writeFile(path.join(origin, "a.txt"), "the user's own");
    await writeFile(path.join(otter, ".git"), `gitdir: ${path.join(origin, ".git")}\n`);
    await fixture.ask(clone, "config", "core.worktree", origin);
    expect(await pool.release(nothing(otter))).toEqual({ kind: "released" });
    await pool.drain();
    expect(await readFile(path.join(origin, "a.txt"), "utf8")).toBe("the user's own");
    await fixture.ask(clone, "config", "--unset", "core.worktree");
    expect(await show(await acquire("vole"))).toBe("## drover/vole");
  });
});

describe("starting again", () => {
  it("makes like new what a crash kept from being given out, so that its branch is free", async () => {
    pool.prepare(base);
    await pool.drain();
    await pool[Symbol.asyncDispose]();
    const [name = ""] = await readdir(path.join(root, ".pool"));
    // As after a crash between the branch and the name.
    const half = path.join(root, ".pool", name);
    await fixture.ask(half, "checkout", "-q", "-b", "drover/otter");
    pool = await open();
    expect(await pool.acquire({ name: "otter", branch: "drover/otter", base })).toMatchObject({
      kind: "ready",
      isNewBranch: false,
    });
    expect(await show(path.join(root, "otter"))).toBe("## drover/otter");
  });

  it("brings back what was being released, and goes on with what was safe", async () => {
    const [otter, vole] = [await acquire("otter"), await acquire("vole")];
    await writeFile(path.join(otter, "a.txt"), "unsaved");
    await pool.release(nothing(vole));
    await pool[Symbol.asyncDispose]();
    // As after a crash between the steps of a release.
    await rename(otter, path.join(root, ".leaving", "otter"));
    await fixture.write(path.join(root, ".trash", "old"), { x: "" });
    pool = await open();
    expect(await readFile(path.join(otter, "a.txt"), "utf8")).toBe("unsaved");
    expect(await pool.acquire({ name: "otter", branch: "drover/otter", base })).toMatchObject({
      kind: "ready",
      path: otter,
    });
    expect(await fixture.ask(otter, "status", "--porcelain")).toBe(" M a.txt");
    await pool.drain();
    expect(await readdir(path.join(root, ".trash"))).toEqual([]);
    expect(await show(await acquire("stoat"))).toBe("## drover/stoat");
  });
});

describe("a work tree whose submodules are checked out", () => {
  async function withLib(): Promise<string> {
    const inner = await fixture.repository("inner", { "inner.txt": "inner\n" });
    const lib = await fixture.repository("lib", { "lib.txt": "lib\n" });
    const allowed = ["-c", "protocol.file.allow=always", "submodule", "--quiet"];
    await fixture.ask(lib, ...allowed, "add", inner, "deep/inner");
    await fixture.commit(lib, {}, "Add inner");
    const worktree = await acquire("otter");
    await fixture.ask(worktree, ...allowed, "add", lib, "libs/lib");
    await fixture.ask(worktree, ...allowed, "update", "--init", "--recursive");
    await fixture.commit(worktree, {}, "Add lib");
    return worktree;
  }

  it("is taken back, and its folder is free", async () => {
    const worktree = await withLib();
    expect(await pool.release(await save(worktree))).toEqual({ kind: "released" });
    await pool.drain();
    expect(await exists(worktree)).toBe(false);
  });

  it("stays with them as they are where something in one was not saved", async () => {
    const worktree = await withLib();
    const saved = await save(worktree);
    await fixture.write(worktree, { "libs/lib/deep/inner/inner.txt": "changed\n" });
    expect(await pool.release(saved)).toMatchObject({ kind: "kept" });
    const [kept = ""] = (await listWorktrees(fixture.git, clone)).flatMap((one) =>
      one.path.includes(".kept") ? [one.path] : [],
    );
    const inner = path.join(kept, "libs", "lib", "deep", "inner");
    expect(await fixture.ask(inner, "status", "--porcelain")).toBe(" M inner.txt");
  });
});
