import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { fillSubmodules, resolveUrl } from "./fill-submodules.ts";
import { type GitFixture, createGitFixture } from "./testing/git-fixture.ts";
import { placeOf } from "./worktree-files.ts";

let fixture: GitFixture;
let origin: string;
let worktree: string;

/** Adds a submodule to what is in that work tree, without checking it out there. */
async function link(into: string, name: string, url: string, commit: string): Promise<string> {
  await mkdir(path.join(into, name), { recursive: true });
  await fixture.ask(into, "update-index", "--add", "--cacheinfo", `160000,${commit},${name}`);
  const known = await readFile(path.join(into, ".gitmodules"), "utf8").catch(() => "");
  const entry = `[submodule "${name}"]\n\tpath = ${name}\n\turl = ${url}\n`;
  return await fixture.commit(into, { ".gitmodules": known + entry }, `Add ${name}`);
}

beforeEach(async () => {
  fixture = await createGitFixture();
  const inner = await fixture.repository("inner", { "inner.txt": "inner\n" });
  const lib = await fixture.repository("lib", { "lib.txt": "lib\n" });
  const deep = await link(lib, "deep", "../inner", await fixture.ask(inner, "rev-parse", "HEAD"));
  origin = await fixture.repository("origin", { "a.txt": "a\n" });
  await link(origin, "lib", "../lib", deep);
  worktree = fixture.path("work");
  const clone = fixture.path("clone.git");
  await fixture.ask(fixture.folder, "clone", "-q", "--bare", origin, clone);
  await fixture.ask(clone, "worktree", "add", "-q", worktree, "main");
});

afterEach(async () => {
  await fixture[Symbol.asyncDispose]();
});

async function fill(from = origin, signal = new AbortController().signal): Promise<string | undefined> {
  const place = await placeOf(fixture.path("clone.git"), worktree);
  if (place === undefined) throw new Error("There is no such work tree.");
  return await fillSubmodules(fixture.git, { place, origin: from, cache: fixture.path("submodules.git"), signal });
}

describe("submodules of a work tree", () => {
  it("are checked out, theirs as well, and nothing is written into the settings that all work trees share", async () => {
    const before = await readFile(fixture.path("clone.git", "config"), "utf8");
    expect(await fill()).toBeUndefined();
    expect(await readFile(path.join(worktree, "lib", "lib.txt"), "utf8")).toBe("lib\n");
    expect(await readFile(path.join(worktree, "lib", "deep", "inner.txt"), "utf8")).toBe("inner\n");
    expect(await readFile(fixture.path("clone.git", "config"), "utf8")).toBe(before);
    expect(await fixture.ask(worktree, "status", "--porcelain", "--ignore-submodules=none")).toBe("");
  });

  it("are as they are written down, whatever ran there before", async () => {
    await fill();
    await fixture.write(path.join(worktree, "lib"), { "lib.txt": "changed\n", "deep/litter.txt": "litter\n" });
    await fixture.commit(path.join(worktree, "lib"), { "more.txt": "more\n" });
    expect(await fill()).toBeUndefined();
    expect(await readdir(path.join(worktree, "lib"))).toEqual([".git", ".gitmodules", "deep", "lib.txt"]);
    expect(await readdir(path.join(worktree, "lib", "deep"))).toEqual([".git", "inner.txt"]);
    expect(await readFile(path.join(worktree, "lib", "lib.txt"), "utf8")).toBe("lib\n");
  });

  it("are borrowed from what was fetched before, by another work tree too", async () => {
    // Of a path git copies the whole repository, whatever is here already.
    const modules = { ".gitmodules": `[submodule "lib"]\n\tpath = lib\n\turl = file://${fixture.path("lib")}\n` };
    await fixture.write(worktree, modules);
    await fill();
    await rm(worktree, { recursive: true });
    await fixture.ask(fixture.path("clone.git"), "worktree", "prune");
    await fixture.ask(fixture.path("clone.git"), "worktree", "add", "-q", worktree, "main");
    await fixture.write(worktree, modules);
    expect(await fill()).toBeUndefined();
    expect(await fixture.ask(path.join(worktree, "lib"), "count-objects", "-v")).toMatch(/^count: 0\n[^]*in-pack: 0\n/);
  });

  it("say in git's words why they cannot be had, and come when they can", async () => {
    await fixture.runner.run({ file: "mv", args: ["lib", "away"], cwd: fixture.folder, env: {}, timeoutMs: 60_000 });
    expect(await fill()).toContain("does not exist");
    await fixture.runner.run({ file: "mv", args: ["away", "lib"], cwd: fixture.folder, env: {}, timeoutMs: 60_000 });
    expect(await fill()).toBeUndefined();
  });

  it("on this machine are left alone by a project that is not on it", async () => {
    await fixture.write(worktree, {
      ".gitmodules": `[submodule "lib"]\n\tpath = lib\n\turl = ${fixture.path("lib")}\n`,
    });
    expect(await fill("https://example.org/origin.git")).toContain("transport 'file' not allowed");
  });

  it("run none of the programs that a commit names for them", async () => {
    const mark = fixture.path("ran");
    await fixture.write(worktree, {
      ".gitmodules": `[submodule "lib"]\n\tpath = lib\n\turl = ../lib\n\tupdate = !touch ${mark}\n`,
    });
    await fill();
    await fixture.write(worktree, { ".gitmodules": `[submodule "lib"]\n\tpath = lib\n\turl = ext::touch ${mark}\n` });
    await fill();
    expect(await readdir(fixture.folder)).not.toContain("ran");
  });
});

it("takes no time where there are none", async () => {
  await rm(path.join(worktree, ".gitmodules"));
  expect(await fill()).toBeUndefined();
  expect(await readdir(fixture.folder)).not.toContain("submodules.git");
});

test.each([
  ["https://example.org/ada/shop.git", "../lib.git", "https://example.org/ada/lib.git"],
  ["https://example.org/ada/shop/", "../../bob/lib", "https://example.org/bob/lib"],
  ["git@example.org:ada/shop.git", "../lib.git", "git@example.org:ada/lib.git"],
  ["git@example.org:shop.git", "../lib.git", "git@example.org:lib.git"],
  ["/src/shop", "./lib/", "/src/shop/lib"],
  ["/src/shop", "../lib", "/src/lib"],
])("beside %s, %s is %s", (origin, relative, url) => {
  expect(resolveUrl(origin, relative)).toBe(url);
});
