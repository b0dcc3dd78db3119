import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rebase } from "./rebase.ts";
import { type Snapshot, snapshotWorktree } from "./snapshot-worktree.ts";
import { createGitFixture, ADA, DROVER, type GitFixture, HARD_NAMES } from "./testing/git-fixture.ts";
import { placeOf, type WorktreePlace } from "./worktree-files.ts";
import { personEnv } from "./person.ts";

let fixture: GitFixture;
let root: string;
let place: WorktreePlace;

beforeEach(async () => {
  fixture = await createGitFixture();
  root = await fixture.repository("r", { "a.txt": "one\n", "b.txt": "one\n", ".gitignore": "build/\n" });
  await fixture.ask(root, "worktree", "add", "-q", "-b", "work", fixture.path("w\nt"));
  const found = await placeOf(path.join(root, ".git"), fixture.path("w\nt"));
  if (found === undefined) throw new Error("No work tree was made");
  place = found;
});
afterEach(() => fixture[Symbol.asyncDispose]());

async function take(): Promise<Snapshot> {
  return await snapshotWorktree(fixture.git, { place, person: DROVER });
}
const show = (revision: string, file: string): Promise<string> =>
  fixture.ask(root, "cat-file", "-p", `${revision}:${file}`);
const write = (files: Record<string, string>): Promise<void> => fixture.write(place.path, files);

describe("a snapshot of a work tree", () => {
  it("is HEAD itself where nothing else is", async () => {
    await write({ "build/out": "ignored" });
    const { commit, head } = await take();
    expect(commit).toBe(head);
  });

  it("has changed, staged, deleted and untracked files, and leaves the work tree as it was", async () => {
    await write({ "a.txt": "staged\n" });
    await fixture.ask(place.path, "add", "a.txt");
    await write({ "a.txt": "changed\n", ...Object.fromEntries(HARD_NAMES.map((name) => [name, name])) });
    await rm(path.join(place.path, "b.txt"));
    const index = await readFile(path.join(place.gitDir, "index"));
    const status = await fixture.ask(place.path, "status", "--porcelain", "-z");
    const { commit, head } = await take();
    expect(await show(commit, "a.txt")).toBe("changed");
    expect(await show(`${commit}^2`, "a.txt")).toBe("staged");
    expect(await fixture.ask(root, "rev-parse", `${commit}^1`)).toBe(head);
    const files = (await fixture.ask(root, "ls-tree", "-r", "-z", "--name-only", commit))
      .split("\0")
      .filter((name) => name !== "");
    expect(files.toSorted()).toEqual([...HARD_NAMES, "a.txt", ".gitignore"].toSorted());
    expect(await readFile(path.join(place.gitDir, "index"))).toEqual(index);
    expect(await fixture.ask(place.path, "status", "--porcelain", "-z")).toBe(status);
  });

  it("has a change of the same length made within the second in which the index was written", async () => {
    for (let n = 0; n < 20; n += 1) {
      await write({ "a.txt": "one\n" });
      await fixture.ask(place.path, "update-index", "a.txt");
      await write({ "a.txt": "two\n", "b.txt": `${n}\n` });
      const { commit } = await take();
      expect(await show(commit, "a.txt")).toBe("two");
    }
  });

  it("has what is staged alone, too", async () => {
    await write({ "a.txt": "staged\n" });
    await fixture.ask(place.path, "add", "a.txt");
    await write({ "a.txt": "one\n" });
    const { commit } = await take();
    expect([await show(commit, "a.txt"), await show(`${commit}^2`, "a.txt")]).toEqual(["one", "staged"]);
  });

  it("has files that were hidden from git", async () => {
    await fixture.ask(place.path, "update-index", "--assume-unchanged", "a.txt");
    await fixture.ask(place.path, "update-index", "--skip-worktree", "b.txt");
    await write({ "a.txt": "hidden a\n", "b.txt": "hidden b\n" });
    const { commit } = await take();
    expect([await show(commit, "a.txt"), await show(commit, "b.txt")]).toEqual(["hidden a", "hidden b"]);
  });

  it("keeps a file that a sparse checkout left out", async () => {
    await fixture.ask(place.path, "update-index", "--skip-worktree", "b.txt");
    await rm(path.join(place.path, "b.txt"));
    const { commit, head } = await take();
    expect(commit).toBe(head);
  });

  it("has all sides of a conflict, and the commits of the rebase", async () => {
    const mine = await fixture.commit(place.path, { "a.txt": "mine\n" });
    const theirs = await fixture.commit(root, { "a.txt": "theirs\n" });
    expect(await rebase(fixture.git, { worktree: place.path, onto: theirs, committer: ADA })).toMatchObject({
      kind: "conflict",
    });
    const { commit } = await take();
    expect(await show(commit, "a.txt")).toContain("<<<<<<<");
    const sides = [1, 2, 3].map((stage) => show(`${commit}^2`, `.drover-unmerged/${stage}/a.txt`));
    expect(await Promise.all(sides)).toEqual(["one", "theirs", "mine"]);
    expect(await fixture.ask(root, "merge-base", "--is-ancestor", mine, commit)).toBe("");
  });

  it("has stashes made on its branch, and no others", async () => {
    const stash = async (where: string, text: string): Promise<string> => {
      await writeFile(path.join(where, "a.txt"), text);
      await fixture.git.run(["stash", "-q"], { cwd: where, env: personEnv(ADA, ADA) });
      return await fixture.ask(root, "rev-parse", "refs/stash");
    };
    const mine = await stash(place.path, "mine");
    const other = await stash(root, "other");
    const { commit } = await take();
    const parents = (await fixture.ask(root, "rev-parse", `${commit}^@`)).split("\n");
    expect(parents).toContain(mine);
    expect(parents).not.toContain(other);
  });

  it("tells of repositories inside, with a commit or without, and takes the rest", async () => {
    for (const name of ["inner", "empty"]) {
      await mkdir(path.join(place.path, name));
      await fixture.ask(path.join(place.path, name), "init", "-q");
    }
    await fixture.commit(path.join(place.path, "inner"), { x: "x" });
    await write({ "a.txt": "mine\n" });
    const { commit, embedded } = await take();
    expect(embedded.map((one) => one.path).toSorted()).toEqual(["empty", "inner"]);
    expect(await show(commit, "a.txt")).toBe("mine");
  });

  it("says of a submodule what is new in it, and nothing of one that is as it should be", async () => {
    const library = await fixture.repository("library", { "lib.txt": "one\n" });
    const allowed = ["-c", "protocol.file.allow=always"];
    await fixture.ask(place.path, ...allowed, "submodule", "--quiet", "add", library, "lib");
    await fixture.commit(place.path, {}, "Use the library");
    const clean = await take();
    expect(clean.embedded).toEqual([{ path: "lib", state: "" }]);
    expect(clean.commit).toBe(clean.head);
    await write({ "lib/lib.txt": "two\n", "lib/new.txt": "new\n" });
    expect((await take()).embedded).toEqual([{ path: "lib", state: "modified files, untracked files" }]);
  });

  it("has files byte by byte, whatever git would make of them", async () => {
    const bytes = { "dos.txt": "one\r\ntwo\r\n", "mixed.txt": "one\r\ntwo\n", "id.txt": "$Id: mine $\n" };
    await fixture.commit(place.path, { ".gitattributes": "*.txt text\nid.txt ident\n" });
    await write({ ...bytes, "new.txt": "new\r\n" });
    await fixture.ask(place.path, "add", "dos.txt", "mixed.txt", "id.txt");
    await fixture.ask(place.path, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "Converted");
    const { commit } = await take();
    const raw = async (file: string) =>
      (await fixture.git.run(["cat-file", "blob", `${commit}:${file}`], { cwd: root })).stdout.toString();
    for (const [file, text] of Object.entries({ ...bytes, "new.txt": "new\r\n" })) expect(await raw(file)).toBe(text);
  });

  it("is HEAD itself where git alone made the difference", async () => {
    await fixture.commit(place.path, {
      ".gitattributes": "*.bat text eol=crlf\n*.txt ident\n",
      "run.bat": "a\nb\n",
      "v.txt": "$Id$\n",
    });
    await rm(path.join(place.path, "run.bat"));
    await rm(path.join(place.path, "v.txt"));
    await fixture.ask(place.path, "checkout", "-q", "--", ".");
    expect(await readFile(path.join(place.path, "run.bat"), "utf8")).toBe("a\r\nb\r\n");
    const { commit, head } = await take();
    expect(commit).toBe(head);
  });

  it("has mode bits and links, whatever the repository is told to look at", async () => {
    await fixture.ask(place.path, "config", "core.fileMode", "false");
    await fixture.ask(place.path, "config", "core.symlinks", "false");
    await write({ "run.sh": "#!/bin/sh\n" });
    await chmod(path.join(place.path, "run.sh"), 0o755);
    await chmod(path.join(place.path, "a.txt"), 0o755);
    await symlink("nowhere", path.join(place.path, "link"));
    const { commit } = await take();
    const modes = await fixture.ask(root, "ls-tree", commit, "run.sh", "a.txt", "link");
    expect(modes.split("\n").map((line) => line.slice(0, 6))).toEqual(["100755", "120000", "100755"]);
  });

  it("has what is under way, so that it can be gone on with", async () => {
    await fixture.commit(place.path, { "a.txt": "mine\n" });
    const theirs = await fixture.commit(root, { "a.txt": "theirs\n" });
    await rebase(fixture.git, { worktree: place.path, onto: theirs, committer: ADA });
    const { stateTree = "", operation, branch } = await take();
    expect([operation, branch]).toEqual(["rebase", "work"]);
    const names = (await fixture.ask(root, "ls-tree", "-r", "--name-only", stateTree)).split("\n");
    expect(names).toEqual(
      expect.arrayContaining(["rebase-merge/git-rebase-todo", "rebase-merge/head-name", "ORIG_HEAD"]),
    );
  });

  it("has commits that were reset away, and not those that a branch still has", async () => {
    const base = await fixture.ask(place.path, "rev-parse", "HEAD");
    await fixture.commit(place.path, { "a.txt": "lost 1\n" });
    const lost = await fixture.commit(place.path, { "a.txt": "lost 2\n" });
    await fixture.ask(place.path, "reset", "-q", "--hard", base);
    await fixture.commit(place.path, { "a.txt": "kept\n" });
    const { undone, commit } = await take();
    expect(undone).toEqual([lost]);
    expect(await fixture.ask(root, "merge-base", "--is-ancestor", lost, commit)).toBe("");
  });

  it("has what was staged where the folder was removed by hand", async () => {
    await write({ "a.txt": "staged\n" });
    await fixture.ask(place.path, "add", "a.txt");
    await rm(place.path, { recursive: true });
    const { commit } = await take();
    expect(await show(`${commit}^2`, "a.txt")).toBe("staged");
  });

  it("takes the work tree that the repository knows, whatever its .git says", async () => {
    await writeFile(path.join(place.path, ".git"), `gitdir: ${path.join(root, ".git")}\n`);
    await write({ "a.txt": "mine\n" });
    const { commit } = await take();
    expect(await show(commit, "a.txt")).toBe("mine");
    expect(await fixture.ask(root, "rev-parse", `${commit}^1`)).toBe(await fixture.ask(root, "rev-parse", "work"));
  });

  it("works before the first commit", async () => {
    await fixture.ask(place.path, "checkout", "-q", "--orphan", "new");
    const { commit, head } = await take();
    expect(head).toBe(undefined);
    expect(await show(commit, "a.txt")).toBe("one");
  });
});
