import { symlink } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aheadOf, isAncestor, isReachable, mergeBase } from "./ancestry.ts";
import { checkout } from "./checkout.ts";
import { commit } from "./commit.ts";
import { readConfig, readUser, writeConfig } from "./config.ts";
import { describeRepository } from "./describe-repository.ts";
import { diffNames, diffPatch, diffStat } from "./diff.ts";
import { initBare } from "./init-bare.ts";
import { listRefs } from "./list-refs.ts";
import { readLog } from "./log.ts";
import { createObjectReader } from "./object-reader.ts";
import { writeBlob, writeCommit, writeTree } from "./objects.ts";
import { personEnv } from "./person.ts";
import { currentBranch, resolveCommit, resolveTree } from "./resolve.ts";
import { readStatus } from "./status.ts";
import { ADA, createGitFixture, DROVER, type GitFixture, HARD_NAMES } from "./testing/git-fixture.ts";
import { type RefChange, updateRefs } from "./update-refs.ts";

let fixture: GitFixture;
beforeEach(async () => {
  fixture = await createGitFixture();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const hardFiles = Object.fromEntries(HARD_NAMES.map((name) => [name, `${name}\n`]));
const missing = "1".repeat(40);

describe("describing a repository", () => {
  it("tells a work tree with its branch, commits, remotes and changes", async () => {
    const root = await fixture.repository("my repo\n🐑", { "sub/a.txt": "one\n" });
    await writeConfig(fixture.git, root, ["remote.or igin.url", "https://example.org/x.git"]);
    const head = await fixture.ask(root, "rev-parse", "HEAD");
    const described = {
      kind: "repository",
      root,
      gitDir: path.join(root, ".git"),
      commonDir: path.join(root, ".git"),
      isBare: false,
      branch: "main",
      head,
      isDirty: false,
      branches: ["main"],
      remotes: [{ name: "or igin", url: "https://example.org/x.git" }],
    };
    expect(await describeRepository(fixture.git, root)).toEqual(described);
    expect(await describeRepository(fixture.git, path.join(root, "sub"))).toEqual(described);
    await fixture.write(root, { "new.txt": "" });
    expect(await describeRepository(fixture.git, root)).toEqual({ ...described, isDirty: true });
  });

  it("tells an empty one, a bare one, a detached one and a linked work tree", async () => {
    const empty = await fixture.repository("empty");
    expect(await describeRepository(fixture.git, empty)).toMatchObject({
      branch: "main",
      head: undefined,
      isDirty: false,
      branches: [],
    });
    const bare = fixture.path("bare.git");
    await initBare(fixture.git, bare, { branch: "trunk" });
    expect(await describeRepository(fixture.git, bare)).toMatchObject({
      isBare: true,
      root: bare,
      gitDir: bare,
      branch: "trunk",
    });
    const root = await fixture.repository("r", { "a.txt": "" });
    await fixture.ask(root, "worktree", "add", "-q", fixture.path("li\nnked"), "-b", "side");
    expect(await describeRepository(fixture.git, fixture.path("li\nnked"))).toMatchObject({
      root: fixture.path("li\nnked"),
      commonDir: path.join(root, ".git"),
      branch: "side",
    });
    await fixture.ask(root, "checkout", "-q", "--detach");
    expect(await describeRepository(fixture.git, root)).toMatchObject({ branch: undefined });
  });

  it("says what is none", async () => {
    await fixture.write(fixture.folder, { file: "" });
    expect(await describeRepository(fixture.git, fixture.folder)).toEqual({ kind: "not-a-repository" });
    expect(await describeRepository(fixture.git, fixture.path("file"))).toEqual({ kind: "not-a-folder" });
    expect(await describeRepository(fixture.git, fixture.path("nothing"))).toEqual({ kind: "not-a-folder" });
  });
});

describe("configuration", () => {
  it("is read as git reads it", async () => {
    const root = await fixture.repository("r");
    expect(await readUser(fixture.git, root)).toEqual({ name: undefined, email: undefined });
    await writeConfig(fixture.git, root, ["user.name", 'Ada "the\nfirst" Löve']);
    expect(await readUser(fixture.git, root)).toEqual({ name: 'Ada "the\nfirst" Löve', email: undefined });
    expect(await readConfig(fixture.git, root, "core.bare")).toBe("false");
  });
});

describe("resolving", () => {
  it("finds commits and trees, and never takes a name for an option", async () => {
    const root = await fixture.repository("r", { "a.txt": "one\n" });
    const head = await fixture.ask(root, "rev-parse", "HEAD");
    expect(await resolveCommit(fixture.git, root, "main")).toBe(head);
    expect(await resolveTree(fixture.git, root, "HEAD")).toBe(await fixture.ask(root, "rev-parse", "HEAD^{tree}"));
    for (const name of ["nothing", "--help", "-h", "--all", "HEAD~9", missing, "main..main", ""]) {
      expect([name, await resolveCommit(fixture.git, root, name)]).toEqual([name, undefined]);
    }
    expect(await currentBranch(fixture.git, root)).toBe("main");
  });
});

describe("status, commit, log and diff", () => {
  it("tell every file by its name, however it is called", async () => {
    const root = await fixture.repository("r", { "a.txt": "one\n" });
    const base = await fixture.ask(root, "rev-parse", "HEAD");
    await fixture.write(root, hardFiles);
    const status = await readStatus(fixture.git, root);
    expect(status).toMatchObject({ head: base, branch: "main" });
    expect(status.files.map((file) => file.path).toSorted()).toEqual(HARD_NAMES.toSorted());
    const head = await fixture.commit(root, {}, "Add\n\nbody with -- dashes");
    expect((await diffStat(fixture.git, root, { from: base, to: head })).map((file) => file.path).toSorted()).toEqual(
      HARD_NAMES.toSorted(),
    );
    expect((await diffNames(fixture.git, root, { from: base, to: head })).toSorted()).toEqual(HARD_NAMES.toSorted());
    for (const name of HARD_NAMES) {
      const patch = await diffPatch(fixture.git, root, { from: base, to: head, paths: [name] });
      expect(patch.text.match(/^diff --git /gm)).toHaveLength(1);
    }
  });

  it("tell changed, staged, renamed, unmerged and untracked files apart", async () => {
    const root = await fixture.repository("r", { "a.txt": "one\n", "old name": "some\nlines\nhere\n", c: "c\n" });
    const base = await fixture.ask(root, "rev-parse", "HEAD");
    await checkout(fixture.git, root, { newBranch: "side", at: base });
    const side = await fixture.commit(root, { "a.txt": "two\n" });
    await checkout(fixture.git, root, { branch: "main" });
    await fixture.commit(root, { "a.txt": "three\n" });
    await fixture.git.run(["merge", "-q", side], { cwd: root, env: personEnv(ADA, ADA), okCodes: [1] });
    await fixture.ask(root, "mv", "old name", "new name");
    await fixture.write(root, { c: "changed\n", "deep/er/d": "" });
    expect((await readStatus(fixture.git, root)).files).toEqual([
      { path: "c", kind: "changed", letters: ".M" },
      { path: "new name", kind: "renamed", letters: "R.", from: "old name" },
      { path: "a.txt", kind: "unmerged", letters: "UU" },
      { path: "deep/er/d", kind: "untracked", letters: "??" },
    ]);
  });

  it("keep author and committer apart, and messages as they are", async () => {
    const root = await fixture.repository("r", { "a.txt": "one\n" });
    await fixture.write(root, { "b.txt": "two\n" });
    const message = "Subject with 🐑\n\n# not a comment\n--help\n\n  indented";
    const made = await commit(fixture.git, {
      worktree: root,
      message,
      author: { name: "Otter <x>\n", email: "o@example.org", at: 5_000 },
      committer: DROVER,
      all: true,
    });
    if (made.kind !== "committed") throw new Error("Nothing to commit");
    const [newest, first] = await readLog(fixture.git, root, { from: made.commit });
    expect(newest).toEqual({
      id: made.commit,
      tree: await fixture.ask(root, "rev-parse", "HEAD^{tree}"),
      parents: [first?.id],
      author: { name: "Otter x", email: "o@example.org", at: 5_000, zone: "+0000" },
      committer: { ...DROVER, zone: "+0000" },
      subject: "Subject with 🐑",
      message,
    });
    expect(await commit(fixture.git, { worktree: root, message, author: ADA, committer: ADA, all: true })).toEqual({
      kind: "nothing-to-commit",
    });
  });

  it("count lines, follow renames and tell binary files", async () => {
    const root = await fixture.repository("r", { a: "1\n2\n3\n4\n5\n", b: "x\n" });
    const from = await fixture.ask(root, "rev-parse", "HEAD");
    await fixture.ask(root, "mv", "a", "moved a");
    const to = await fixture.commit(root, { "moved a": "1\n2\n3\n4\n6\n", b: "\0binary" });
    expect(await diffStat(fixture.git, root, { from, to })).toEqual([
      { path: "b", added: undefined, removed: undefined },
      { path: "moved a", from: "a", added: 1, removed: 1 },
    ]);
    const cut = await diffPatch(fixture.git, root, { from, to, maxBytes: 100 });
    expect(cut.truncated).toBe(true);
    expect(cut.text.endsWith("\n")).toBe(true);
  });

  it("read a part of the history, in either order", async () => {
    const root = await fixture.repository("r", { a: "0" });
    const base = await fixture.ask(root, "rev-parse", "HEAD");
    const ids: string[] = [];
    for (const text of ["1", "2", "3"]) ids.push(await fixture.commit(root, { a: text }, text));
    const [, , from = ""] = ids;
    const subjects = async (more: object): Promise<string[]> =>
      (await readLog(fixture.git, root, { from, notIn: [base], ...more })).map(({ subject }) => subject);
    expect(await subjects({})).toEqual(["3", "2", "1"]);
    expect(await subjects({ order: "oldest-first" })).toEqual(["1", "2", "3"]);
    expect(await subjects({ limit: 2 })).toEqual(["3", "2"]);
  });
});

describe("switching", () => {
  it("says why it could not", async () => {
    const root = await fixture.repository("r", { a: "1\n" });
    const base = await fixture.ask(root, "rev-parse", "HEAD");
    const next = await fixture.commit(root, { a: "2\n" });
    await fixture.write(root, { a: "mine\n" });
    expect(await checkout(fixture.git, root, { detachAt: base })).toMatchObject({ kind: "would-overwrite" });
    await fixture.write(root, { a: "2\n" });
    expect(await checkout(fixture.git, root, { newBranch: "main", at: base })).toEqual({ kind: "branch-exists" });
    expect(await checkout(fixture.git, root, { branch: "none" })).toEqual({ kind: "not-found" });
    expect(await checkout(fixture.git, root, { detachAt: missing })).toEqual({ kind: "not-found" });
    expect(await checkout(fixture.git, root, { newBranch: "feature/é", at: base })).toEqual({ kind: "switched" });
    await fixture.ask(root, "worktree", "add", "-q", fixture.path("other"), "main");
    expect(await checkout(fixture.git, root, { branch: "main" })).toEqual({ kind: "branch-in-use" });
    expect(await resolveCommit(fixture.git, root, "main")).toBe(next);
    await expect(checkout(fixture.git, root, { branch: "--detach" })).rejects.toThrow(TypeError);
  });
});

describe("objects and refs", () => {
  it("are written without a work tree and read through one open git", async () => {
    const repository = fixture.path("bare.git");
    await initBare(fixture.git, repository);
    const blob = await writeBlob(fixture.git, repository, Buffer.from([0, 255, 10]));
    const big = await writeBlob(fixture.git, repository, "x".repeat(3_000_000));
    const tree = await writeTree(fixture.git, repository, [
      { mode: "100644", id: blob, name: "line\nbreak" },
      { mode: "100755", id: big, name: "big" },
    ]);
    const top = await writeTree(fixture.git, repository, [{ mode: "040000", id: tree, name: "deep" }]);
    const made = await writeCommit(fixture.git, repository, {
      tree: top,
      parents: [],
      message: "Begin",
      author: ADA,
      committer: DROVER,
    });
    await using reader = createObjectReader({ git: fixture.git, repository });
    const answers = await Promise.all(
      [made, `${made}:deep/big`, "nothing", blob, "a\nb"].map((name) => reader.read(name)),
    );
    expect(answers.map((answer) => [answer?.type, answer?.content.length])).toEqual([
      ["commit", expect.any(Number)],
      ["blob", 3_000_000],
      [undefined, undefined],
      ["blob", 3],
      [undefined, undefined],
    ]);
    expect([...(answers[3]?.content ?? [])]).toEqual([0, 255, 10]);
  });

  it("move together or not at all", async () => {
    const root = await fixture.repository("r", { a: "1" });
    const one = await fixture.ask(root, "rev-parse", "HEAD");
    const two = await fixture.commit(root, { a: "2" });
    const update = (changes: readonly RefChange[]): ReturnType<typeof updateRefs> =>
      updateRefs(fixture.git, root, changes);
    const [x, y] = ["refs/drover/x", "refs/drover/deep/ÿ"];
    expect(
      await update([
        { ref: x, from: undefined, to: one },
        { ref: y, from: undefined, to: one },
      ]),
    ).toEqual({ kind: "updated" });
    expect(
      await update([
        { ref: x, from: one, to: two },
        { ref: y, from: two, to: one },
      ]),
    ).toMatchObject({ kind: "moved" });
    expect(await update([{ ref: x, from: undefined, to: two }])).toMatchObject({ kind: "moved" });
    expect(await update([{ ref: "refs/drover/z", from: one, to: two }])).toMatchObject({ kind: "moved" });
    expect(await listRefs(fixture.git, root, "refs/drover/")).toEqual(
      new Map([
        [y, one],
        [x, one],
      ]),
    );
    expect(
      await Promise.all([update([{ ref: x, from: one, to: two }]), update([{ ref: y, from: one, to: undefined }])]),
    ).toEqual([{ kind: "updated" }, { kind: "updated" }]);
    expect(await listRefs(fixture.git, root, "refs/drover/")).toEqual(new Map([[x, two]]));
    await expect(update([{ ref: "--help", from: undefined, to: one }])).rejects.toThrow(TypeError);
  });

  it("tell what was before what", async () => {
    const root = await fixture.repository("r", { a: "1" });
    const one = await fixture.ask(root, "rev-parse", "HEAD");
    const two = await fixture.commit(root, { a: "2" });
    await checkout(fixture.git, root, { newBranch: "side", at: one });
    const side = await fixture.commit(root, { b: "1" });
    expect(await isAncestor(fixture.git, root, [one, two])).toBe(true);
    expect(await isAncestor(fixture.git, root, [two, one])).toBe(false);
    expect(await isAncestor(fixture.git, root, [missing, one])).toBe(false);
    expect(await mergeBase(fixture.git, root, [two, side])).toBe(one);
    const alone = await writeCommit(fixture.git, root, {
      tree: await fixture.ask(root, "rev-parse", "HEAD^{tree}"),
      parents: [],
      message: "",
      author: ADA,
      committer: ADA,
    });
    expect(await mergeBase(fixture.git, root, [two, alone])).toBe(undefined);
    const ahead = (head: string, other: string) => aheadOf(fixture.git, root, [head, other]);
    expect(await ahead(side, two)).toEqual({ count: 1, base: one });
    expect(await ahead(one, two)).toEqual({ count: 0, base: one });
    expect(await ahead(alone, two)).toEqual({ count: 1, base: undefined });
    const merged = await writeCommit(fixture.git, root, {
      tree: await fixture.ask(root, "rev-parse", "HEAD^{tree}"),
      parents: [side, two],
      message: "Merge",
      author: ADA,
      committer: ADA,
    });
    expect(await ahead(merged, two)).toEqual({ count: 2, base: two });
    expect(await isReachable(fixture.git, root, two)).toBe(true);
    expect(await isReachable(fixture.git, root, alone)).toBe(false);
    expect(await isReachable(fixture.git, root, missing)).toBe(false);
  });

  it("do not follow a link out of the way when a repository is made", async () => {
    await symlink(fixture.path("real.git"), fixture.path("link.git"));
    await initBare(fixture.git, fixture.path("real.git"));
    expect(await describeRepository(fixture.git, fixture.path("link.git"))).toMatchObject({
      isBare: true,
      gitDir: fixture.path("real.git"),
    });
  });
});
