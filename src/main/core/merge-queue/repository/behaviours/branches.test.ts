import { readdir } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MergePlace, openMergePlace } from "../../testing/merge-place.ts";

let place: MergePlace;
beforeEach(async () => {
  place = await openMergePlace();
});
afterEach(() => place[Symbol.asyncDispose]());

const AGENT = ["-c", "user.name=Otter", "-c", "user.email=otter@example.org"] as const;
const text = (line: number, to: string) =>
  "123456789"
    .split("")
    .map((one) => (one === `${line}` ? to : one))
    .join("\n") + "\n";
const show = (commit: string, file: string) => place.ask(place.vault, "show", `${commit}:${file}`);

/** The agent merges what `origin/main` is now into its branch. */
async function mergeTarget(worktree: string, ...flags: string[]): Promise<void> {
  await place.target();
  await place.ask(worktree, ...AGENT, "merge", "-q", "--no-ff", "--no-edit", ...flags, "origin/main");
}

describe("what lands of a branch", () => {
  it("costs no work tree where nothing conflicts: objects are written, and nothing else", async () => {
    const change = await place.change("one", { "b.txt": "b\n" });
    const onto = await place.push({ "c.txt": "c\n" });
    const files = async (folder: string) =>
      (await readdir(folder, { recursive: true })).filter((name) => !name.startsWith("objects/")).toSorted();
    const before = await Promise.all([files(place.vault), files(place.clone), readdir(place.repos.folder)]);
    await place.prepared(change, onto);
    expect(await Promise.all([files(place.vault), files(place.clone), readdir(place.repos.folder)])).toEqual(before);
  });

  it("is the very commit of its author where that stands on the newest target", async () => {
    const change = await place.change("one", { "b.txt": "b\n" });
    expect(await place.prepared(change, change.base)).toBe(change.tip);
  });

  it("keeps author, dates with their zones, messages and trailers; the committer is the project's", async () => {
    const worktree = await place.work("one");
    await place.repos.write(worktree, { "b.txt": "b\n" });
    await place.ask(worktree, "add", "--all");
    const message = "Say it\n\nAt length.\n\nItem: demo-1\nCo-authored-by: Ewe <ewe@example.org>\n";
    await place.repos.git.run([...AGENT, "commit", "-q", "--date=2026-03-04T05:06:07+0530", "-m", message], {
      cwd: worktree,
    });
    const change = await place.submit(worktree);
    const commit = await place.prepared(change, await place.push({ "c.txt": "c\n" }));
    const format = "--format=%an <%ae>%n%ad%n%cn <%ce>%n%B";
    expect(await place.ask(place.vault, "log", "-1", "--date=iso", format, commit)).toBe(
      `Otter <otter@example.org>\n2026-03-04 05:06:07 +0530\nDrover <drover@example.org>\n${message}`,
    );
  });

  it("is flat where it merged the target without a conflict, and nothing of the target comes twice", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "a.txt": text(1, "one") }, "First");
    const middle = await place.push({ "a.txt": text(9, "nine") }, "Landed");
    await mergeTarget(worktree);
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "Second");
    const change = await place.submit(worktree);
    expect(change.base).toBe(middle);
    const onto = await place.push({ "c.txt": "c\n" });
    const commit = await place.prepared(change, onto);
    expect(await place.subjects(onto, commit)).toEqual(["Second", "First"]);
    expect(await place.ask(place.vault, "rev-list", "--merges", `${onto}..${commit}`)).toBe("");
    expect(await show(commit, "a.txt")).toBe("one\n2\n3\n4\n5\n6\n7\n8\nnine");
  });

  it("is one merge where a conflict was resolved in a merge of the branch, and the resolution counts", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "a.txt": text(5, "mine") }, "Mine");
    await place.push({ "a.txt": text(5, "theirs") }, "Theirs");
    await mergeTarget(worktree, "-s", "ours");
    await place.repos.write(worktree, { "a.txt": text(5, "both") });
    await place.ask(worktree, ...AGENT, "commit", "-q", "--amend", "--all", "--no-edit");
    const change = await place.submit(worktree);
    const onto = await place.push({ "c.txt": "c\n" });
    const commit = await place.prepared(change, onto);
    expect(await show(commit, "a.txt")).toBe(text(5, "both").trimEnd());
    expect(await show(commit, "c.txt")).toBe("c");
    expect(await place.ask(place.vault, "log", "-1", "--format=%P", commit)).toBe(`${onto} ${change.tip}`);
  });

  it("loses nothing that stands in a merge alone", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "Mine");
    await place.push({ "c.txt": "c\n" });
    await mergeTarget(worktree, "--no-commit");
    await place.repos.write(worktree, { "hidden.txt": "only here\n" });
    await place.ask(worktree, "add", "--all");
    await place.ask(worktree, ...AGENT, "commit", "-q", "-m", "Merge and more");
    const change = await place.submit(worktree);
    const commit = await place.prepared(change, await place.push({ "d.txt": "d\n" }));
    expect(await place.ask(place.vault, "ls-tree", "--name-only", commit)).toBe(
      "a.txt\nb.txt\nc.txt\nd.txt\nhidden.txt",
    );
  });

  it("takes a merge of two of its own branches apart, each change once", async () => {
    const worktree = await place.work("one");
    const start = await place.ask(worktree, "rev-parse", "HEAD");
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "Left");
    await place.ask(worktree, "checkout", "-q", "-b", "side", start);
    await place.repos.commit(worktree, { "c.txt": "c\n" }, "Right");
    await place.ask(worktree, "checkout", "-q", "one");
    await place.ask(worktree, ...AGENT, "merge", "-q", "--no-edit", "side");
    const change = await place.submit(worktree);
    const onto = await place.push({ "d.txt": "d\n" });
    const commit = await place.prepared(change, onto);
    expect((await place.subjects(onto, commit)).toSorted()).toEqual(["Left", "Right"]);
    expect(await place.ask(place.vault, "ls-tree", "--name-only", commit)).toBe("a.txt\nb.txt\nc.txt\nd.txt");
  });

  it("goes through where branch and target have merged one another crosswise", async () => {
    const worktree = await place.work("one");
    const own = await place.repos.commit(worktree, { "a.txt": text(1, "one") }, "Own");
    const theirs = await place.push({ "a.txt": text(9, "nine") }, "Theirs");
    await place.target();
    // The target takes the branch as it was, and the branch the target as it was: neither is the other's base alone.
    await place.ask(place.user, "fetch", "-q", place.clone, "one");
    await place.ask(place.user, ...AGENT, "merge", "-q", "--no-edit", own);
    await place.ask(worktree, ...AGENT, "merge", "-q", "--no-edit", theirs);
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "More");
    await place.ask(place.user, "push", "-q", place.origin, "main");
    const onto = await place.target();
    const change = await place.submit(worktree);
    const commit = await place.prepared(change, onto);
    expect(await place.subjects(onto, commit)).toEqual(["More"]);
    expect(await show(commit, "a.txt")).toBe("one\n2\n3\n4\n5\n6\n7\n8\nnine");
  });

  it("is one merge where its commits do not go on top one by one, but do as a whole", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "a.txt": text(5, "draft"), "b.txt": "b\n" }, "Draft");
    await place.repos.commit(worktree, { "a.txt": text(5, "5") }, "Take it back");
    const change = await place.submit(worktree);
    const onto = await place.push({ "a.txt": text(5, "theirs") });
    const commit = await place.prepared({ ...change, title: "Add b" }, onto);
    expect(await place.ask(place.vault, "log", "-1", "--format=%s %P", commit)).toBe(
      `Merge: Add b ${onto} ${change.tip}`,
    );
    expect([await show(commit, "a.txt"), await show(commit, "b.txt")]).toEqual([text(5, "theirs").trimEnd(), "b"]);
  });

  it("keeps commits that were empty from the start, alone or among others", async () => {
    const worktree = await place.work("one");
    await place.ask(worktree, ...AGENT, "commit", "-q", "--allow-empty", "-m", "Nothing but words");
    const alone = await place.submit(worktree);
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "Something");
    const both = await place.submit(worktree);
    const onto = await place.push({ "c.txt": "c\n" });
    expect(await place.subjects(onto, await place.prepared(alone, onto))).toEqual(["Nothing but words"]);
    expect(await place.subjects(onto, await place.prepared(both, onto))).toEqual(["Something", "Nothing but words"]);
  });

  it("is nothing where the target has it all, by a merge, by cherry-picks, or in other commits", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "First");
    await place.repos.commit(worktree, { "c.txt": "c\n" }, "Second");
    const change = await place.submit(worktree);
    const squashed = await place.push({ "b.txt": "b\n", "c.txt": "c\n", "d.txt": "d\n" }, "All of it, and more");
    expect(await place.repository.prepare("demo", change, squashed)).toEqual({ kind: "nothing-left" });
    expect(await place.repository.prepare("demo", change, change.tip)).toEqual({ kind: "nothing-left" });
  });

  it("is the rest where the target has a part of it", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "First");
    await place.repos.commit(worktree, { "c.txt": "c\n" }, "Second");
    const change = await place.submit(worktree);
    const onto = await place.push({ "b.txt": "b\n" }, "Picked");
    expect(await place.subjects(onto, await place.prepared(change, onto))).toEqual(["Second"]);
  });

  it("takes what it has of its own where it was begun on another branch, which has landed since in other commits", async () => {
    const below = await place.change("below", { "a.txt": text(5, "below") });
    const above = await place.change("above", { "b.txt": "b\n" }, below.tip);
    await place.push({ "c.txt": "c\n" });
    expect(await place.land(below)).toEqual({ kind: "landed" });
    const onto = await place.target();
    expect(await place.subjects(onto, await place.prepared(above, onto))).toEqual(["Do above"]);
  });

  it("brings back what had landed in other commits and was reverted since, with what mends it", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "b.txt": "wrong\n" }, "First");
    const first = await place.submit(worktree);
    await place.push({ "e.txt": "e\n" });
    expect(await place.land(first)).toEqual({ kind: "landed" });
    await place.ask(place.user, "pull", "-q", "--ff-only", place.origin, "main");
    await place.ask(place.user, ...AGENT, "revert", "--no-edit", "HEAD");
    const onto = await place.push({ "c.txt": "c\n" });
    await place.repos.commit(worktree, { "d.txt": "mended\n" }, "Second");
    const second = await place.submit(worktree);
    const commit = await place.prepared(second, onto);
    expect(await place.ask(place.vault, "ls-tree", "--name-only", commit)).toBe("a.txt\nb.txt\nc.txt\nd.txt\ne.txt");
  });

  it("has what came from a history of its own", async () => {
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { "b.txt": "b\n" }, "Mine");
    await place.ask(worktree, "checkout", "-q", "--orphan", "other");
    await place.ask(worktree, "rm", "-qrf", ".");
    await place.repos.commit(worktree, { "vendor/lib.txt": "lib\n" }, "Another beginning");
    await place.ask(worktree, "checkout", "-q", "one");
    await place.ask(worktree, ...AGENT, "merge", "-q", "--no-edit", "--allow-unrelated-histories", "other");
    const change = await place.submit(worktree);
    const commit = await place.prepared(change, await place.push({ "d.txt": "d\n" }));
    expect(await place.ask(place.vault, "ls-tree", "-r", "--name-only", commit)).toBe(
      "a.txt\nb.txt\nd.txt\nvendor/lib.txt",
    );
  });

  it("is one merge for what has gathered on an integration branch, though it could be put on top as it is", async () => {
    const change = await place.change("epic", { "b.txt": "b\n" });
    const commit = await place.prepared({ ...change, kind: "integration", title: "The epic" }, change.base);
    expect(await place.ask(place.vault, "log", "-1", "--format=%s %P", commit)).toBe(
      `Merge: The epic ${change.base} ${change.tip}`,
    );
  });

  it("stacks: each goes on top of what was prepared before it", async () => {
    const one = await place.change("one", { "a.txt": text(1, "one") });
    const two = await place.change("two", { "a.txt": text(9, "nine") });
    const onto = await place.push({ "c.txt": "c\n" });
    const first = await place.prepared(one, onto);
    const second = await place.prepared(two, first);
    expect(await place.subjects(onto, second)).toEqual(["Do two", "Do one"]);
    expect(await show(second, "a.txt")).toBe("one\n2\n3\n4\n5\n6\n7\n8\nnine");
  });

  it("keeps each tip that a submission has had, until it is let go", async () => {
    const refs = async () =>
      (await place.ask(place.vault, "for-each-ref", "--format=%(refname:lstrip=3)", "refs/drover/submissions/")).split(
        "\n",
      );
    const one = await place.change("one", { "b.txt": "b\n" });
    const two = await place.change("two", { "c.txt": "c\n" });
    await place.repository.keep("demo", "mq-1", two.tip);
    await place.repository.keep("demo", "mq-1", two.tip);
    expect(await refs()).toEqual(["mq-1", "mq-1.1", "mq-2"]);
    expect(await place.ask(place.vault, "rev-parse", "refs/drover/submissions/mq-1.1")).toBe(one.tip);
    await place.repository.forget("demo", "mq-1");
    expect(await refs()).toEqual(["mq-2"]);
  });
});
