import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
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
  const outcome = await snapshotWorktree(fixture.git, { place, person: DROVER });
  if (outcome.kind !== "taken") throw new Error(outcome.kind);
  return outcome;
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

  it("is not made where another repository is inside", async () => {
    await mkdir(path.join(place.path, "inner"));
    await fixture.ask(path.join(place.path, "inner"), "init", "-q");
    await fixture.commit(path.join(place.path, "inner"), { x: "x" });
    expect(await snapshotWorktree(fixture.git, { place, person: DROVER })).toEqual({
      kind: "embedded-repositories",
      paths: ["inner"],
    });
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
