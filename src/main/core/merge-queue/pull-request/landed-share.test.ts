import { afterEach, beforeEach, expect, it } from "vitest";
import { type GitFixture, createGitFixture } from "../../platform/git/testing/git-fixture.ts";
import { landedFrom } from "./landed-share.ts";

let repos: GitFixture;
let folder: string;
let onto: string;
let commit: string;
let before: string;

/** Two commits on a branch, and one of somebody else's on main since. */
beforeEach(async () => {
  repos = await createGitFixture();
  folder = await repos.repository("shop", { "a.txt": "a\n" });
  onto = await repos.ask(folder, "rev-parse", "HEAD");
  await repos.ask(folder, "switch", "-q", "-c", "work");
  await repos.commit(folder, { "b.txt": "b\n" }, "One");
  commit = await repos.commit(folder, { "c.txt": "c\n" }, "Two");
  await repos.ask(folder, "switch", "-q", "main");
  before = await repos.commit(folder, { "d.txt": "d\n" }, "Theirs");
});

afterEach(() => repos[Symbol.asyncDispose]());

const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
const ask = (...args: string[]) => repos.ask(folder, ...identity, ...args);
const share = async () => landedFrom(repos.git, folder, { onto, commit, merged: await ask("rev-parse", "HEAD") });

it("of a merge is what it brought to its first parent", async () => {
  await ask("merge", "-q", "--no-ff", "-m", "Merge", "work");
  expect(await share()).toBe(before);
});

it("of rebased commits is all of them", async () => {
  await ask("cherry-pick", `${onto}..work`);
  expect(await share()).toBe(before);
});

it("of a squashed one is that alone", async () => {
  await ask("merge", "-q", "--squash", "work");
  await ask("commit", "-q", "-m", "Both (#7)");
  expect(await share()).toBe(before);
});

it("of a fast-forward is the row itself", async () => {
  await ask("reset", "-q", "--hard", onto);
  await ask("merge", "-q", "--ff-only", "work");
  expect(await share()).toBe(onto);
});
