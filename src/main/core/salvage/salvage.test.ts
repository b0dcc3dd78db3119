import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { ManualClock } from "../base/clock.ts";
import { createGitCommand } from "../platform/git/git-command.ts";
import { findGit } from "../platform/git/git-location.ts";
import { createGit } from "../platform/git/git.ts";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import { recordIn } from "./record.ts";
import { type Save, createSave } from "./save.ts";

const otter = workerPath("demo", "otter");
const ENV = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Otter",
  GIT_AUTHOR_EMAIL: "o@example.org",
  GIT_COMMITTER_NAME: "Otter",
  GIT_COMMITTER_EMAIL: "o@example.org",
};

let dir: string;
let runner: ProcessRunner;
let saveWith: Save;
let worktree: string;
let vault: string;

const git = (cwd: string, ...args: string[]) => execFileSync("git", args, { cwd, env: ENV, encoding: "utf8" }).trim();
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(worktree, file)), { recursive: true });
  writeFileSync(path.join(worktree, file), text);
};
const save = () => saveWith({ project: "demo", agent: otter, worktree });
const show = (commit: string | undefined, file: string) => git(vault, "show", `${commit ?? ""}:${file}`);

beforeEach(async () => {
  dir = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-salvage-")));
  vault = path.join(dir, "vault.git");
  const clone = path.join(dir, "clone.git");
  worktree = path.join(dir, "otter");
  const seed = path.join(dir, "seed");
  git(dir, "init", "-q", "-b", "main", seed);
  writeFileSync(path.join(seed, "a.txt"), "one\n");
  writeFileSync(path.join(seed, ".gitignore"), "build/\n");
  git(seed, "add", ".");
  git(seed, "commit", "-qm", "Begin");
  git(dir, "clone", "-q", "--bare", seed, vault);
  git(dir, "clone", "-q", "--bare", "--shared", vault, clone);
  git(clone, "worktree", "add", "-q", "-b", "drover/otter/d-1", worktree, "main");
  const plain = createLocalRunner();
  const found = await findGit({ runner: plain, env: process.env });
  await plain[Symbol.asyncDispose]();
  if (!found.ok) throw new Error(found.error.message);
  runner = createLocalRunner({ git: createGitCommand(found.value, { ...process.env, HOME: "/nonexistent" }) });
  saveWith = createSave({
    git: createGit({ runner }),
    clock: new ManualClock(),
    repositories: (name) => (name === "demo" ? { vault, clone, worktrees: dir } : undefined),
    person: (agent) => ({ name: agent, email: "olga@example.org" }),
  });
});
afterEach(async () => {
  await runner[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

describe("saving a worktree", () => {
  it("writes nothing when the vault has it all", async () => {
    expect(await save()).toEqual({ ok: true, value: { worktree, ref: undefined, commit: undefined } });
    expect(git(vault, "for-each-ref", "refs/drover")).toBe("");
  });

  it("keeps changed, staged, deleted and untracked files, and leaves the worktree as it was", async () => {
    write("a.txt", "two\n");
    write("staged.txt", "staged\n");
    git(worktree, "add", "staged.txt");
    write("staged.txt", "changed after staging\n");
    write("deep/new näme.txt", "untracked\n");
    write("build/out.o", "ignored");
    const before = git(worktree, "status", "--porcelain");
    const saved = await save();
    if (!saved.ok) throw new Error(saved.error.message);
    const { commit, ref } = saved.value;
    expect(ref).toMatch(/^refs\/drover\/salvage\/demo\/workers\/otter\/\d{8}T\d{6}Z-[0-9a-f]{6}$/);
    expect(git(vault, "rev-parse", ref ?? "")).toBe(commit);
    expect(show(commit, "a.txt")).toBe("two");
    expect(show(commit, "staged.txt")).toBe("changed after staging");
    expect(show(`${commit}^2`, "staged.txt")).toBe("staged");
    expect(show(commit, "deep/new näme.txt")).toBe("untracked");
    expect(() => show(commit, "build/out.o")).toThrow("does not exist");
    expect(git(vault, "log", "-1", "--format=%an <%ae>", commit ?? "")).toBe(`${otter} <olga@example.org>`);
    expect(git(worktree, "status", "--porcelain")).toBe(before);
    expect(git(worktree, "for-each-ref", "refs/drover")).toBe("");
  });

  it("keeps commits that only the agents' clone has", async () => {
    write("a.txt", "two\n");
    git(worktree, "commit", "-qam", "Two");
    const head = git(worktree, "rev-parse", "HEAD");
    const saved = await save();
    if (!saved.ok) throw new Error(saved.error.message);
    expect(git(vault, "rev-parse", `${saved.value.commit ?? ""}^1`)).toBe(head);
    expect(await save()).toMatchObject({ ok: true, value: { ref: undefined } });
  });

  it("writes nothing after a rebase whose old and new tips the vault has", async () => {
    write("mine.txt", "mine\n");
    git(worktree, "add", ".");
    git(worktree, "commit", "-qm", "Mine");
    const before = git(worktree, "rev-parse", "HEAD");
    git(worktree, "commit", "-q", "--amend", "-m", "Mine, better");
    git(worktree, "switch", "-q", "-c", "landed", "main");
    write("theirs.txt", "theirs\n");
    git(worktree, "add", ".");
    git(worktree, "commit", "-qm", "Theirs");
    git(worktree, "switch", "-q", "drover/otter/d-1");
    const old = git(worktree, "rev-parse", "HEAD");
    git(worktree, "rebase", "-q", "landed");
    const tip = git(worktree, "rev-parse", "HEAD");
    const first = await save();
    expect(first).toMatchObject({ ok: true, value: { ref: expect.any(String) as string } });
    git(vault, "update-ref", "-d", first.ok ? (first.value.ref ?? "") : "");
    for (const [n, id] of [before, old, tip].entries()) {
      git(vault, "update-ref", `refs/drover/submissions/sub-${n}`, id);
    }
    expect(await save()).toEqual({ ok: true, value: { worktree, ref: undefined, commit: undefined } });
  });

  it("keeps what stands in the files in the middle of a conflicting rebase", async () => {
    write("a.txt", "mine\n");
    git(worktree, "commit", "-qam", "Mine");
    git(worktree, "branch", "other", "main");
    git(worktree, "switch", "-q", "other");
    write("a.txt", "theirs\n");
    git(worktree, "commit", "-qam", "Theirs");
    git(worktree, "switch", "-q", "drover/otter/d-1");
    expect(() => git(worktree, "rebase", "-q", "other")).toThrow("could not apply");
    const saved = await save();
    if (!saved.ok) throw new Error(saved.error.message);
    expect(show(saved.value.commit, "a.txt")).toContain("<<<<<<<");
    expect(existsSync(path.join(dir, "clone.git", "worktrees", "otter", "rebase-merge"))).toBe(true);
  });

  it("tells of a repository within, whose files it does not have", async () => {
    git(worktree, "init", "-q", "inner");
    write("inner/x.txt", "x");
    git(path.join(worktree, "inner"), "add", ".");
    git(path.join(worktree, "inner"), "commit", "-qm", "x");
    const saved = await save();
    if (!saved.ok) throw new Error(saved.error.message);
    const { holds } = recordIn(git(vault, "log", "-1", "--format=%B", saved.value.commit ?? "")) ?? {};
    expect(holds?.repositories).toEqual([{ path: "inner", state: "a repository of its own" }]);
  });

  it("runs no filter that the worktree names", async () => {
    const proof = path.join(dir, "ran");
    git(worktree, "config", "filter.evil.clean", `sh -c 'touch ${proof}; cat'`);
    write(".gitattributes", "*.txt filter=evil\n");
    write("a.txt", "two\n");
    const saved = await save();
    expect(saved.ok && show(saved.value.commit, "a.txt")).toBe("two");
    expect(existsSync(proof)).toBe(false);
  });

  it("has nothing to save where the worktree was removed by hand", async () => {
    rmSync(worktree, { recursive: true });
    expect(await save()).toEqual({ ok: true, value: { worktree, ref: undefined, commit: undefined } });
  });

  it("goes by what the repository has written down, whatever the worktree says of itself", async () => {
    writeFileSync(path.join(worktree, ".git"), "gitdir: /nowhere\n");
    write("a.txt", "two\n");
    const saved = await save();
    expect(saved.ok && show(saved.value.commit, "a.txt")).toBe("two");
  });

  it("fails without touching anything when git cannot read the worktree", async () => {
    writeFileSync(path.join(dir, "clone.git", "worktrees", "otter", "index"), "not an index");
    write("a.txt", "two\n");
    expect(await save()).toMatchObject({ ok: false, error: { code: "salvage-failed" } });
    expect(readFileSync(path.join(worktree, "a.txt"), "utf8")).toBe("two\n");
  });
});
