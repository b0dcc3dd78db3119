import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkout } from "./checkout.ts";
import { readLog } from "./log.ts";
import { mergeTree } from "./merge-tree.ts";
import { writeCommit } from "./objects.ts";
import { abortRebase, isRebasing, rebase } from "./rebase.ts";
import { replay } from "./replay.ts";
import { ADA, createGitFixture, DROVER, type GitFixture } from "./testing/git-fixture.ts";

let fixture: GitFixture;
let root: string;
let base: string;
let onto: string;

beforeEach(async () => {
  fixture = await createGitFixture();
  root = await fixture.repository("r", { "a b.txt": "1\n2\n3\n", "c.txt": "c\n" });
  base = await fixture.ask(root, "rev-parse", "HEAD");
  onto = await fixture.commit(root, { "a b.txt": "one\n2\n3\n" }, "Theirs");
  await checkout(fixture.git, root, { newBranch: "work", at: base });
});
afterEach(() => fixture[Symbol.asyncDispose]());

/** Both ways to bring `work` onto the newest target; the outcomes must be alike. */
async function both(): Promise<{ readonly kind: string; readonly tree?: string; readonly files?: readonly string[] }> {
  const tip = await fixture.ask(root, "rev-parse", "HEAD");
  const replayed = await replay(fixture.git, { repository: root, tip, base, onto, committer: DROVER });
  const rebased = await rebase(fixture.git, { worktree: root, onto, committer: DROVER });
  expect(replayed.kind).toBe(rebased.kind);
  const kind = rebased.kind;
  if (replayed.kind === "done" && rebased.kind === "done") {
    const [one, other] = await Promise.all(
      [replayed.head, rebased.head].map((head) => fixture.ask(root, "rev-parse", `${head}^{tree}`)),
    );
    expect(one).toBe(other);
    const [mine, theirs] = await Promise.all(
      [replayed.head, rebased.head].map((from) => readLog(fixture.git, root, { from, notIn: [onto] })),
    );
    const told = (entries: typeof mine): unknown =>
      entries?.map(({ message, author, committer }) => [message, author, committer.name]);
    expect(told(mine)).toEqual(told(theirs));
    return { kind, tree: other ?? "" };
  }
  return rebased.kind === "conflict" ? { kind, files: rebased.files } : { kind };
}

describe("rebasing, in a work tree and without one", () => {
  it("brings commits onto a new base with their authors and messages", async () => {
    await fixture.commit(root, { "a b.txt": "1\n2\nthree\n" }, "First\n\nwith a body");
    await fixture.commit(root, { "d.txt": "d\n" }, "Second");
    const { kind, tree = "" } = await both();
    expect(kind).toBe("done");
    expect(await fixture.ask(root, "cat-file", "-p", `${tree}:a b.txt`)).toBe("one\n2\nthree");
  });

  it("finds nothing left when the base has it all", async () => {
    await fixture.commit(root, { "a b.txt": "one\n2\n3\n" }, "The same");
    expect(await both()).toEqual({ kind: "nothing" });
  });

  it("drops what the base has, and keeps the rest", async () => {
    await fixture.commit(root, { "a b.txt": "one\n2\n3\n" }, "The same");
    await fixture.commit(root, { "d.txt": "d\n" }, "More");
    expect(await both()).toMatchObject({ kind: "done" });
  });

  it("stops at a conflict, names the files, and leaves no trace when it is aborted", async () => {
    const tip = await fixture.commit(root, { "a b.txt": "uno\n2\n3\n", "-x": "new\n" }, "Mine");
    expect(await both()).toEqual({ kind: "conflict", files: ["a b.txt"] });
    expect(await isRebasing(fixture.git, root)).toBe(true);
    expect(await abortRebase(fixture.git, root)).toBe(true);
    expect(await abortRebase(fixture.git, root)).toBe(false);
    expect(await fixture.ask(root, "rev-parse", "work")).toBe(tip);
  });

  it("takes merges apart", async () => {
    await fixture.commit(root, { "d.txt": "d\n" }, "Mine");
    await checkout(fixture.git, root, { newBranch: "side", at: base });
    const side = await fixture.commit(root, { "e.txt": "e\n" }, "Side");
    await checkout(fixture.git, root, { branch: "work" });
    await fixture.ask(root, "-c", "user.name=a", "-c", "user.email=a", "merge", "-q", "--no-edit", side);
    const { kind, tree = "" } = await both();
    expect(kind).toBe("done");
    expect(await fixture.ask(root, "ls-tree", "--name-only", tree)).toBe("a b.txt\nc.txt\nd.txt\ne.txt");
  });

  it("leaves what stands on the base already as it is", async () => {
    await fixture.ask(root, "reset", "-q", "--hard", onto);
    const tip = await fixture.commit(root, { "d.txt": "d\n" });
    expect(await replay(fixture.git, { repository: root, tip, base: onto, onto, committer: DROVER })).toMatchObject({
      kind: "done",
      head: tip,
    });
    expect(await rebase(fixture.git, { worktree: root, onto, committer: DROVER })).toEqual({ kind: "done", head: tip });
  });

  it("touches no work tree with changes in it", async () => {
    await fixture.commit(root, { "d.txt": "d\n" });
    await fixture.write(root, { "c.txt": "changed\n" });
    expect(await rebase(fixture.git, { worktree: root, onto, committer: DROVER })).toEqual({
      kind: "dirty",
      files: ["c.txt"],
    });
  });
});

describe("merging without a work tree", () => {
  it("tells clean merges, conflicts with every file, and unrelated histories", async () => {
    const clean = await fixture.commit(root, { "a b.txt": "1\n2\nthree\n" });
    expect(await mergeTree(fixture.git, root, [onto, clean])).toMatchObject({ kind: "clean" });
    const conflict = await fixture.commit(root, { "a b.txt": "uno\n2\nthree\n" });
    expect(await mergeTree(fixture.git, root, [onto, conflict])).toMatchObject({
      kind: "conflict",
      files: ["a b.txt"],
    });
    const tree = await fixture.ask(root, "rev-parse", "HEAD^{tree}");
    const alone = await writeCommit(fixture.git, root, { tree, parents: [], message: "", author: ADA, committer: ADA });
    expect(await mergeTree(fixture.git, root, [onto, alone])).toEqual({ kind: "unrelated" });
  });
});
