import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLog } from "./log.ts";
import { revertRange } from "./revert.ts";
import { ADA, createGitFixture, DROVER, type GitFixture } from "./testing/git-fixture.ts";

let fixture: GitFixture;
let root: string;
let before: string;

beforeEach(async () => {
  fixture = await createGitFixture();
  root = await fixture.repository("r", { "a.txt": "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b.txt": "b\n" });
  before = await fixture.ask(root, "rev-parse", "HEAD");
});
afterEach(() => fixture[Symbol.asyncDispose]());

const revert = (to: string, onto = to) =>
  revertRange(fixture.git, {
    repository: root,
    from: before,
    to,
    onto,
    author: ADA,
    committer: DROVER,
    title: "Improve",
    trailer: "Item: demo-1",
  });

describe("undoing what landed", () => {
  it("writes one commit on top of what has come since, and names all that it undoes", async () => {
    const first = await fixture.commit(root, { "a.txt": "one\n2\n3\n4\n5\n6\n7\n8\n9\n" }, "First");
    const to = await fixture.commit(root, { "c.txt": "c\n" }, "Second");
    const onto = await fixture.commit(root, { "a.txt": "one\n2\n3\n4\n5\n6\n7\n8\nnine\n" }, "Since then");
    const undone = await revert(to, onto);
    if (undone.kind !== "done") throw new Error(undone.kind);
    const log = await readLog(fixture.git, root, { from: undone.head, notIn: [onto] });
    expect(log.map(({ message }) => message)).toEqual([
      `Revert "Improve"\n\nThis reverts ${before}..${to}:\n\n- ${to} Second\n- ${first} First\n\nItem: demo-1`,
    ]);
    expect(await fixture.ask(root, "show", `${undone.head}:a.txt`)).toBe("1\n2\n3\n4\n5\n6\n7\n8\nnine");
    expect(await fixture.ask(root, "ls-tree", "--name-only", undone.head)).toBe("a.txt\nb.txt");
  });

  it("undoes a merge with all that it brought", async () => {
    const side = await fixture.commit(root, { "c.txt": "c\n" }, "Side");
    await fixture.ask(root, "reset", "-q", "--hard", before);
    await fixture.commit(root, { "d.txt": "d\n" }, "Own");
    await fixture.ask(root, "-c", "user.name=a", "-c", "user.email=a", "merge", "-q", "-m", "Both", side);
    const to = await fixture.ask(root, "rev-parse", "HEAD");
    expect(await revert(to)).toMatchObject({
      kind: "done",
      tree: await fixture.ask(root, "rev-parse", `${before}^{tree}`),
    });
  });

  it("names the file and its three versions where later work builds on it", async () => {
    const to = await fixture.commit(root, { "b.txt": "better\n" }, "Better");
    const onto = await fixture.commit(root, { "b.txt": "best\n" }, "Best");
    const id = (commit: string) => fixture.ask(root, "rev-parse", `${commit}:b.txt`);
    expect(await revert(to, onto)).toMatchObject({
      kind: "conflict",
      commit: to,
      conflicts: [
        { path: "b.txt", kind: "content", base: await id(to), ours: await id(onto), theirs: await id(before) },
      ],
    });
  });

  it("finds nothing left when it was undone already", async () => {
    const to = await fixture.commit(root, { "b.txt": "better\n" }, "Better");
    const onto = await fixture.commit(root, { "b.txt": "b\n" }, "Back again");
    expect(await revert(to, onto)).toEqual({ kind: "nothing" });
  });
});
