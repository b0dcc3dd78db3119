import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { historyGap } from "../../../platform/git/history-gaps.ts";
import { type MergePlace, openMergePlace } from "../../testing/merge-place.ts";

let place: MergePlace;
beforeEach(async () => {
  place = await openMergePlace();
});
afterEach(() => place[Symbol.asyncDispose]());

const saying = (part: string): unknown => expect.stringContaining(part);
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const AGENT = ["-c", "user.name=Otter", "-c", "user.email=otter@example.org"] as const;
const tree = (commit: string) => place.ask(place.vault, "ls-tree", "--name-only", commit);

/** The user takes back what was pushed last, and pushes something else. */
async function forceTarget(files: Record<string, string>): Promise<string> {
  await place.ask(place.user, "reset", "-q", "--hard", "HEAD~1");
  await place.repos.commit(place.user, files, "Instead");
  await place.ask(place.user, "push", "-q", "--force", place.origin, "main");
  return await place.target();
}

describe("a target that was force-pushed", () => {
  it("gets nothing back that it has dropped", async () => {
    await place.push({ "secret.txt": "oops\n" }, "Dropped");
    const change = await place.change("one", { "b.txt": "b\n" });
    const onto = await forceTarget({ "c.txt": "c\n" });
    const commit = await place.prepared(change, onto);
    expect(await tree(commit)).toBe("a.txt\nb.txt\nc.txt");
    expect(await place.subjects(onto, commit)).toEqual(["Do one"]);
    expect(await place.repository.land("demo", { commit, expected: onto })).toEqual({ kind: "landed" });
  });

  it("gets a branch with merges as one plain commit, with all messages and without what was dropped", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "First\n\nWhy it is so.");
    const dropped = await place.push({ "secret.txt": "oops\n" }, "Dropped");
    await place.ask(worktree, ...AGENT, "merge", "-q", "--no-commit", "origin/main");
    await place.repos.write(worktree, { "d.txt": "d\n" });
    await place.ask(worktree, "add", "--all");
    await place.ask(worktree, ...AGENT, "commit", "-q", "-m", "Merge and more");
    const change = await place.submit(worktree);
    const onto = await forceTarget({ "c.txt": "c\n" });
    const commit = await place.prepared(change, onto);
    expect(await tree(commit)).toBe("a.txt\nb.txt\nc.txt\nd.txt");
    expect(await place.ask(place.vault, "log", "-1", "--format=%P", commit)).toBe(onto);
    expect(await place.ask(place.vault, "log", "-1", "--format=%B", commit)).toContain("First\n\nWhy it is so.");
    expect(await place.repository.isAncestor("demo", dropped, commit)).toBe(false);
  });

  it("is no conflict where the branch never touched what was dropped, and one where it did", async () => {
    await place.push({ "a.txt": "one\n" }, "Dropped");
    const apart = await place.change("one", { "b.txt": "b\n" });
    const upon = await place.change("two", { "a.txt": "one and a half\n" });
    const onto = await forceTarget({ "c.txt": "c\n" });
    expect(await tree(await place.prepared(apart, onto))).toBe("a.txt\nb.txt\nc.txt");
    expect(await place.conflict(upon, onto)).toMatchObject({ files: [{ path: "a.txt", kind: "content" }] });
  });

  it("forced back to where a landed commit is missing again takes that commit once more", async () => {
    const change = await place.change("one", { "b.txt": "b\n" });
    expect(await place.land(change)).toEqual({ kind: "landed" });
    await place.ask(place.user, "push", "-q", "--force", place.origin, "main");
    const onto = await place.target();
    expect(await place.prepared(change, onto)).toBe(change.tip);
  });
});

describe("a target that is gone", () => {
  it("is told with the branch that the origin's HEAD names now, and taken up again once it is back", async () => {
    await place.ask(place.origin, "branch", "-m", "main", "trunk");
    expect(await place.repository.fetchTarget("demo")).toMatchObject({
      ok: false,
      error: {
        code: "branch-not-found",
        message: saying("HEAD names trunk"),
        remedy: saying("--target BRANCH"),
      },
    });
    const trunk = await place.repository.fetchTarget("demo", "trunk");
    await place.ask(place.origin, "branch", "main", "trunk");
    expect(await place.repository.fetchTarget("demo")).toEqual(trunk);
  });

  it("leaves the branch of an epic alone, which is fetched, prepared and landed on by its own name", async () => {
    await place.ask(place.origin, "branch", "epic/wool", "main");
    const change = await place.change("one", { "b.txt": "b\n" });
    const onto = await place.repository.fetchTarget("demo", "epic/wool");
    if (!onto.ok) throw new Error(onto.error.message);
    const commit = await place.prepared(change, onto.value);
    expect(await place.repository.land("demo", { branch: "epic/wool", commit, expected: onto.value })).toEqual({
      kind: "landed",
    });
    expect(await place.ask(place.origin, "rev-parse", "epic/wool")).toBe(commit);
    expect(await place.ask(place.origin, "rev-parse", "main")).toBe(change.base);
  });
});

describe("an origin that is not whole", () => {
  it("is known by its cut-off history, or by the contents it has left elsewhere", async () => {
    const { repos, user } = place;
    await place.push({ "b.txt": "b\n" });
    await place.ask(user, "config", "uploadpack.allowFilter", "true");
    const [shallow, partial] = [repos.path("shallow"), repos.path("partial")];
    await place.ask(repos.folder, "clone", "-q", "--depth=1", `file://${user}`, shallow);
    await place.ask(repos.folder, "clone", "-q", "--filter=blob:none", `file://${user}`, partial);
    expect(await historyGap(repos.git, user)).toBeUndefined();
    expect(await historyGap(repos.git, shallow)).toEqual({ kind: "shallow" });
    expect(await historyGap(repos.git, partial)).toEqual({ kind: "partial", from: `file://${user}` });
  });
});

describe("a repository whose objects are named by SHA-256", () => {
  it("goes all the way", async () => {
    await using other = await openMergePlace({ format: "sha256" });
    const change = await other.change("one", { "b.txt": "b\n" });
    await other.push({ "c.txt": "c\n" });
    expect(change.tip).toHaveLength(64);
    expect(await other.land(change)).toEqual({ kind: "landed" });
    const [mine, theirs] = await Promise.all([
      other.change("mine", { "a.txt": "mine\n" }),
      other.change("theirs", { "a.txt": "theirs\n" }),
    ]);
    const { files } = await other.conflict(mine, theirs.tip);
    expect(files).toMatchObject([{ path: "a.txt", ours: matching(/^[0-9a-f]{64}$/) }]);
    expect(await other.ask(other.vault, "rev-parse", "--show-object-format")).toBe("sha256");
  });
});
