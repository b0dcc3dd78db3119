import { writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BranchesFixture, createBranchesFixture } from "./testing/branches-fixture.ts";

let place: BranchesFixture;

beforeEach(async () => {
  place = await createBranchesFixture({
    "src/a.ts": lines("a"),
    "src/b.ts": lines("b"),
    "src/old/one.ts": lines("one"),
    "src/old/two.ts": lines("two"),
    "logo.bin": "\0one",
  });
});

afterEach(() => place[Symbol.asyncDispose]());

function lines(name: string, changed: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: 40 }, (_, index) => `${changed[index] ?? `${name} ${index}`}\n`).join("");
}

describe("trial merges of active branches", () => {
  it("find lines that two of them changed", async () => {
    await place.branch("one", { "src/a.ts": lines("a", { 3: "by one" }) });
    await place.branch("two", { "src/a.ts": lines("a", { 3: "by two" }) });
    await place.branch("three", { "src/b.ts": lines("b", { 3: "by three" }) });
    expect(await place.probe()).toEqual([{ key: "one", other: "two", files: [{ path: "src/a.ts", kind: "content" }] }]);
  });

  it("pass over one file with changes far apart", async () => {
    await place.branch("one", { "src/a.ts": lines("a", { 3: "by one" }) });
    await place.branch("two", { "src/a.ts": lines("a", { 30: "by two" }) });
    expect(await place.probe()).toEqual([]);
  });

  it("merge none that have no path in common", async () => {
    await place.branch("one", { "src/a.ts": lines("a", { 3: "by one" }) });
    await place.branch("two", { "src/b.ts": lines("b", { 3: "by two" }) });
    expect(await place.probe()).toEqual([]);
    // Each with the target, once.
    expect(place.prober.merges).toBe(2);
  });

  it("find a change in what the other removed, or moved and changed as well", async () => {
    await place.branch("editor", { "src/a.ts": lines("a", { 3: "edited" }), "src/b.ts": lines("b", { 3: "edited" }) });
    await place.branch("remover", {}, async (worktree) => {
      await place.ask(worktree, "rm", "-q", "src/b.ts");
    });
    await place.branch("mover", {}, async (worktree) => {
      await place.ask(worktree, "mv", "src/a.ts", "src/moved.ts");
      await writeFile(`${worktree}/src/moved.ts`, lines("a", { 3: "moved" }));
    });
    expect(await place.probe()).toEqual([
      { key: "editor", other: "mover", files: [{ path: "src/moved.ts", kind: "content" }] },
      { key: "editor", other: "remover", files: [{ path: "src/b.ts", kind: "modify-delete" }] },
    ]);
  });

  it("pass over a change in a file that the other only moved", async () => {
    await place.branch("editor", { "src/a.ts": lines("a", { 3: "edited" }) });
    await place.branch("mover", {}, async (worktree) => {
      await place.ask(worktree, "mv", "src/a.ts", "src/moved.ts");
    });
    expect(await place.probe()).toEqual([]);
  });

  it("find a new file in a folder that the other moved away", async () => {
    await place.branch("adder", { "src/old/three.ts": "three\n" });
    await place.branch("mover", {}, async (worktree) => {
      await place.ask(worktree, "mv", "src/old", "src/new");
    });
    const found = await place.probe();
    expect(found).toMatchObject([{ key: "adder", other: "mover", files: [{ kind: "rename" }] }]);
  });

  it("find files of one name that both added, binary ones that both changed, and a file in place of a folder", async () => {
    await place.branch("one", { "src/new.ts": "one\n", "logo.bin": "\0two", docs: "a file\n" });
    await place.branch("two", { "src/new.ts": "two\n", "logo.bin": "\0three", "docs/index.md": "a folder\n" });
    const [found] = await place.probe();
    expect(found?.files).toEqual(
      expect.arrayContaining([
        { path: "logo.bin", kind: "binary" },
        { path: "src/new.ts", kind: "add-add" },
      ]),
    );
    expect(found?.files.some(({ kind }) => kind === "file-directory")).toBe(true);
  });

  it("find what has landed since, and not again between the branch and others that were begun on it", async () => {
    await place.branch("early", { "src/a.ts": lines("a", { 3: "early" }) });
    await place.land({ "src/a.ts": lines("a", { 3: "landed" }) });
    await place.branch("late", {
      "src/a.ts": lines("a", { 3: "landed", 30: "late" }),
      "src/b.ts": lines("b") + "late\n",
    });
    await place.branch("later", { "src/b.ts": `later\n${lines("b")}` });
    expect(await place.probe()).toEqual([
      { key: "early", other: undefined, files: [{ path: "src/a.ts", kind: "content" }] },
      { key: "early", other: "late", files: [{ path: "src/a.ts", kind: "content" }] },
    ]);
  });

  it("merge only the pairs of a branch that moved, and none when nothing did", async () => {
    for (const name of ["one", "two", "three", "four"]) {
      await place.branch(name, { "src/a.ts": lines("a", { 3: `by ${name}` }) });
    }
    expect(await place.probe()).toHaveLength(6);
    const before = place.prober.merges;
    await place.probe();
    expect(place.prober.merges).toBe(before);
    await place.commit("two", { "src/a.ts": lines("a", { 3: "by two again" }) });
    expect(await place.probe()).toHaveLength(6);
    expect(place.prober.merges - before).toBe(4);
  });

  it("look after a landing only at branches that touch what has landed", async () => {
    await place.branch("one", { "src/a.ts": lines("a", { 3: "by one" }) });
    await place.branch("two", { "src/b.ts": lines("b", { 3: "by two" }) });
    await place.probe();
    const before = place.prober.merges;
    await place.land({ "src/a.ts": lines("a", { 3: "landed" }) });
    expect(await place.probe()).toMatchObject([{ key: "one", other: undefined }]);
    expect(place.prober.merges - before).toBe(1);
  });

  it("leave out what has landed for a branch whose agent is at work on that", async () => {
    await place.branch("one", { "src/a.ts": lines("a", { 3: "by one" }) });
    await place.branch("two", { "src/a.ts": lines("a", { 3: "by two" }) });
    await place.land({ "src/a.ts": lines("a", { 3: "landed" }) });
    const others = (await place.probe({ knowsTarget: ["one"] })).map(({ key, other }) => `${key} ${other ?? "main"}`);
    expect(others).toEqual(["one two", "two main"]);
  });

  it("find nothing more once a branch was rebased", async () => {
    await place.branch("one", { "src/a.ts": lines("a", { 3: "by one" }) });
    await place.land({ "src/a.ts": lines("a", { 3: "landed" }) });
    expect(await place.probe()).toHaveLength(1);
    await place.rebase("one", { "src/a.ts": lines("a", { 3: "both" }) });
    expect(await place.probe()).toEqual([]);
  });

  it("go on past histories that have nothing in common, and a target that was replaced", async () => {
    await place.branch("one", { "src/a.ts": lines("a", { 3: "by one" }) });
    await place.branch("two", { "src/a.ts": lines("a", { 3: "by two" }) });
    await place.orphan("alone", { "src/a.ts": "alone\n" });
    expect(await place.probe()).toMatchObject([{ key: "one", other: "two" }]);
    await place.replaceTarget({ "src/a.ts": lines("a", { 3: "replaced" }) });
    await expect(place.probe()).resolves.toBeDefined();
  });

  it("run nothing and write nothing that the agents' repository asks for", async () => {
    const marker = `${place.folder}/ran`;
    await place.ask(place.clone, "config", "merge.evil.driver", `touch ${marker}`);
    await place.ask(place.clone, "config", "merge.default", "evil");
    await place.ask(place.clone, "config", "core.fsmonitor", `touch ${marker}`);
    await place.ask(place.clone, "config", "merge.renames", "false");
    const attributes = { ".gitattributes": "* merge=evil\n" };
    await place.branch("one", { ...attributes, "src/a.ts": lines("a", { 3: "by one" }) });
    await place.branch("two", { ...attributes, "src/a.ts": lines("a", { 3: "by two" }) });
    const objects = () => place.ask(place.clone, "count-objects");
    const before = await objects();
    expect(await place.probe()).toMatchObject([{ key: "one", other: "two" }]);
    expect(await objects()).toBe(before);
    expect(place.exists(marker)).toBe(false);
  });
});
