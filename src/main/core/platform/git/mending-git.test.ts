import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTrash } from "../fs/trash.ts";
import { keepCommit } from "./fetch.ts";
import type { Git } from "./git.ts";
import { initBare } from "./init-bare.ts";
import { keepCloneSettings } from "./mend-clone.ts";
import { createMendingGit } from "./mending-git.ts";
import { type GitFixture, createGitFixture } from "./testing/git-fixture.ts";
import { makeClone, makeVault } from "./vault.ts";

let fixture: GitFixture;
let git: Git;
let clone: string;
let vault: string;
let tip: string;
let told: string[];

beforeEach(async () => {
  fixture = await createGitFixture();
  const seed = await fixture.repository("seed", { "a.txt": "a\n" });
  tip = await fixture.ask(seed, "rev-parse", "HEAD");
  [vault, clone] = [fixture.path("vault.git"), fixture.path("clone.git")];
  const trash = createTrash({
    folder: fixture.path("trash"),
    onError: (error) => {
      throw error;
    },
  });
  await makeVault(fixture.git, { path: vault, origin: seed, trash });
  await makeClone(fixture.git, { path: clone, vault, trash });
  await fixture.ask(clone, "config", "remote.origin.url", vault);
  const mendable = { path: clone, vault, kept: fixture.path("clone.config") };
  await keepCloneSettings(mendable);
  told = [];
  git = createMendingGit({
    git: fixture.git,
    cloneAt: (folder) => (folder.startsWith(clone) ? mendable : undefined),
    told: (text) => told.push(text),
  });
});

afterEach(async () => {
  await fixture[Symbol.asyncDispose]();
});

const moveRef = () => git.run(["update-ref", "refs/heads/moved", tip], { cwd: clone });
const sh = (script: string) =>
  fixture.runner.run({
    file: "sh",
    args: ["-c", script],
    cwd: clone,
    env: { PATH: process.env["PATH"] ?? "" },
    timeoutMs: 60_000,
  });

const DAMAGE: readonly (readonly [string, string])[] = [
  ["a format of another time", "git config core.repositoryFormatVersion 99"],
  [
    "an extension that git does not know",
    "git config core.repositoryFormatVersion 1; git config extensions.mystery true",
  ],
  [
    "another way to name objects",
    "git config core.repositoryFormatVersion 1; git config extensions.objectFormat sha256",
  ],
  ["no settings at all", "echo '[[[ nonsense' >> config"],
  ["a word for a number", "git config core.compression many"],
  ["a word for yes or no", "git config core.fileMode maybe"],
  ["an include that cannot be read", "echo '[[[' > broken; git config include.path broken"],
  ["a folder in the settings' place", "rm config; mkdir config"],
  ["no HEAD", "rm HEAD"],
];

describe("a clone whose settings git cannot read", () => {
  it.each(DAMAGE)("is mended by the call that fails of it: %s", async (_what, script) => {
    await sh(script);
    await moveRef();
    expect(await fixture.ask(clone, "rev-parse", "moved")).toBe(tip);
    expect(await fixture.ask(clone, "config", "remote.origin.url")).toBe(vault);
    expect(told).toEqual([expect.stringContaining(`${clone} was mended`)]);
  });

  it("is mended where it is only read from, and before its drivers are asked for", async () => {
    const who = "-c user.name=Ada -c user.email=ada@example.org";
    const made = await sh(`git ${who} commit-tree -p ${tip} -m More ${tip}^{tree}`);
    const commit = Buffer.from(made.stdout).toString().trim();
    await sh("git config core.repositoryFormatVersion 99");
    const kept = await keepCommit(git, { from: clone, into: vault, commit, ref: "refs/drover/kept" });
    expect(kept).toEqual({ kind: "kept" });
    await sh("echo '[[[' >> config");
    await (await git.guard({ cwd: clone })).run(["rev-parse", "HEAD"], { cwd: clone, okCodes: "any" });
    expect(told).toHaveLength(2);
  });

  it("has what was there set aside, and is mended once for all calls that fail of it", async () => {
    await sh("git config user.name Mallory; git config core.compression many");
    const config = await readFile(path.join(clone, "config"), "utf8");
    await Promise.all([moveRef(), moveRef().catch(() => moveRef()), git.guard({ cwd: clone })]);
    const [aside = "", ...more] = (await readdir(clone)).filter((name) => name.endsWith(".set-aside"));
    expect(more).toEqual([]);
    expect(await readFile(path.join(clone, aside), "utf8")).toBe(config);
    expect(told).toHaveLength(1);
  });

  it("gets the vault's settings where its own were never kept", async () => {
    await sh("rm ../clone.config; git config core.compression many");
    await moveRef();
    expect(told).toHaveLength(1);
  });
});

it("leaves settings alone that git can read, and calls that fail of something else", async () => {
  await sh("git config core.hooksPath /nowhere; git config user.name Mallory");
  const before = await readFile(path.join(clone, "config"), "utf8");
  await moveRef();
  await expect(git.run(["update-ref", "refs/heads/x", "0123"], { cwd: clone })).rejects.toThrow("not a valid SHA1");
  expect(await readFile(path.join(clone, "config"), "utf8")).toBe(before);
  expect(told).toEqual([]);
});

it("leaves settings as they were where it is not for them that git fails, however often", async () => {
  await sh("git config user.name Mallory; mv objects elsewhere");
  const before = await readFile(path.join(clone, "config"), "utf8");
  for (let time = 0; time < 2; time++) await expect(moveRef()).rejects.toThrow("not a git repository");
  expect(await readFile(path.join(clone, "config"), "utf8")).toBe(before);
  expect((await readdir(clone)).filter((name) => name.endsWith(".set-aside"))).toEqual([]);
  expect(told).toEqual([]);
  await sh("mv elsewhere objects");
  await moveRef();
});

it("leaves repositories alone that are no clones of Drover's", async () => {
  const other = fixture.path("other.git");
  await initBare(fixture.git, other);
  await fixture.ask(other, "config", "core.compression", "many");
  await expect(git.run(["update-ref", "--stdin"], { cwd: other, stdin: "" })).rejects.toThrow("core.compression");
  expect(told).toEqual([]);
});
