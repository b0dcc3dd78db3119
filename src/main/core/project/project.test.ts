import { mkdir, readFile, readdir, realpath, rename } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { Caller } from "../../../shared/contract/handlers.ts";
import { USER } from "../../../shared/model/identity.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import { createTrash } from "../platform/fs/trash.ts";
import { initBare } from "../platform/git/init-bare.ts";
import { type GitFixture, createGitFixture } from "../platform/git/testing/git-fixture.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type StoreFixture, createStoreFixture } from "../platform/store/store-fixture.ts";
import { type ProjectsService, createProjects } from "./index.ts";
import { suggestName, suggestPrefix } from "./naming.ts";
import { parseSource } from "./source.ts";

const user: Caller = { identity: USER, role: "user" };
const signal = new AbortController().signal;

let repos: GitFixture;
let ledger: StoreFixture;
let store: RecordStore;
let projects: ProjectsService;
let opened: string[];

beforeEach(async () => {
  repos = await createGitFixture();
  ledger = createStoreFixture();
  store = await ledger.open();
  opened = [];
  projects = make();
});

afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  await repos[Symbol.asyncDispose]();
});

function make(): ProjectsService {
  return createProjects({
    store,
    git: repos.git,
    trash: createTrash({ folder: path.join(ledger.dir, "trash"), onError: () => {} }),
    workspaceDir: ledger.dir,
    workspacePrefix: "ws",
    homeRepository: ledger.gitDir,
    checkRuntime: (id) => (id === "scripted" ? ok() : fail("runtime-not-found", `No ${id}.`)),
    opened: async (project) => void opened.push(project.name),
    edited: () => {},
  });
}

const add = (source: string, more: Partial<Omit<ParsedInputOf<"project.add">, "source">> = {}) =>
  projects.handlers["project.add"]({ source, ...more }, user, signal);
const look = (source: string) => projects.handlers["project.inspect"]({ source }, user, signal);

describe("adding a repository", () => {
  it("is told of one that is in the workspace already", async () => {
    const mine = await repos.repository("tool", { a: "1" });
    await add(mine);
    expect(await look(mine)).toMatchObject({
      ok: true,
      value: { remarks: expect.arrayContaining(["It is in this workspace already, as tool."]) as string[] },
    });
  });

  it("makes a vault and a clone that borrows from it, and opens its ledger", async () => {
    const mine = await repos.repository("My Tool", { "package.json": '{"scripts":{"test":"node --test"}}' });
    const added = await add(mine);
    expect(added).toMatchObject({
      ok: true,
      value: {
        name: "my-tool",
        prefix: "my-tool",
        target: "main",
        landing: "local",
        gates: [{ name: "test", command: ["npm", "test"] }],
      },
    });
    expect(opened).toEqual(["my-tool"]);
    const { vault, clone } = projects.place("my-tool");
    const head = await repos.ask(mine, "rev-parse", "main");
    expect(await repos.ask(vault, "rev-parse", "refs/remotes/origin/main")).toBe(head);
    expect(await repos.ask(clone, "rev-parse", "origin/main")).toBe(head);
    await repos.ask(clone, "fetch", "-q", "origin");
    await expect(repos.ask(clone, "push", "-q", "origin", "origin/main:refs/heads/x")).rejects.toThrow(
      "submit-with-drover-done",
    );
    expect(store.health.ledgers.map((one) => one.ledger)).toContain("my-tool");
  });

  it("leaves the user's checkout as it is: changes, index, branch and refs", async () => {
    const mine = await repos.repository("mine", { "a.txt": "a\n", "b.txt": "b\n" });
    await repos.write(mine, { "a.txt": "changed\n", "new.txt": "new\n", "b.txt": "staged\n" });
    await repos.ask(mine, "add", "b.txt");
    const state = async () => [
      await repos.ask(mine, "status", "--porcelain=v2", "--branch"),
      await repos.ask(mine, "for-each-ref"),
      await readFile(path.join(mine, "a.txt"), "utf8"),
    ];
    const before = await state();
    const added = await add(mine);
    expect(added.ok).toBe(true);
    expect(await state()).toEqual(before);
  });

  it("takes a folder within the repository for the repository, and a bare one too", async () => {
    const mine = await repos.repository("mine", { "deep/er/a.txt": "a\n" });
    expect(await look(path.join(mine, "deep", "er"))).toMatchObject({
      ok: true,
      value: { origin: await realpath(mine) },
    });
    await initBare(repos.git, repos.path("bare.git"));
    await repos.ask(mine, "push", "-q", repos.path("bare.git"), "main");
    expect(await look(repos.path("bare.git"))).toMatchObject({
      ok: true,
      value: { suggestedName: "bare", target: "main", remarks: [] },
    });
  });

  it("takes any URL that git can reach, and suggests gates once it has the files", async () => {
    const mine = await repos.repository("mine", { "Cargo.toml": "[package]" });
    const added = await add(`file://${mine}`, { name: "crate" });
    expect(added).toMatchObject({ ok: true, value: { name: "crate", gates: [{ command: ["cargo", "test"] }] } });
  });

  it("says which branches stand in the user's work trees, linked ones too", async () => {
    const mine = await repos.repository("mine", { "a.txt": "a\n" });
    expect(await look(mine)).toMatchObject({ ok: true, value: { checkedOut: ["main"] } });
    await repos.ask(mine, "worktree", "add", "-q", "-b", "side", repos.path("linked"));
    await repos.ask(mine, "checkout", "-q", "--detach");
    expect(await look(mine)).toMatchObject({ ok: true, value: { checkedOut: ["side"] } });
    await initBare(repos.git, repos.path("bare.git"));
    await repos.ask(mine, "push", "-q", repos.path("bare.git"), "main");
    expect(await look(repos.path("bare.git"))).toMatchObject({ ok: true, value: { checkedOut: [] } });
  });

  it("remarks on changes and a detached head", async () => {
    const mine = await repos.repository("mine", { "a.txt": "a\n" });
    await repos.write(mine, { "a.txt": "changed\n" });
    const seen = await look(mine);
    expect(seen.ok && seen.value.remarks.join(" ")).toMatch(/uncommitted changes/);
    await repos.ask(mine, "stash", "-q");
    await repos.ask(mine, "checkout", "-q", "--detach");
    const detached = await look(mine);
    expect(detached).toMatchObject({ ok: true, value: { target: "main" } });
    expect(detached.ok && detached.value.remarks.join(" ")).toMatch(/detached/);
  });
});

describe("what cannot be added", () => {
  const sources: readonly (readonly [string, () => Promise<string>, string])[] = [
    ["nothing there", async () => repos.path("nowhere"), "not-found"],
    ["a file", aFile, "not-a-repository"],
    ["a folder that is no repository", aFolder, "not-a-repository"],
    ["a repository without commits", async () => repos.repository("empty"), "empty-repository"],
    ["a URL that leads nowhere", async () => "https://127.0.0.1:9/none.git", "unreachable"],
    ["a URL with a password", async () => "https://ada:secret@127.0.0.1:9/none.git", "unreachable"],
    ["a URL with a token", async () => "https://ghp_0123456789@127.0.0.1:9/none.git", "unreachable"],
    ["an option in disguise", async () => "--upload-pack=touch /tmp/x", "not-found"],
  ];

  async function aFile(): Promise<string> {
    await repos.write(repos.folder, { "a-file": "x" });
    return repos.path("a-file");
  }

  async function aFolder(): Promise<string> {
    await mkdir(repos.path("plain"));
    return repos.path("plain");
  }

  it.each(sources)("%s is refused, says what to do, and leaves nothing behind", async (_name, source, code) => {
    const refused = await add(await source());
    expect(refused).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(refused)).not.toMatch(/secret|ghp_/);
    expect(!refused.ok && refused.error.remedy).toBeTruthy();
    expect(await readdir(path.join(ledger.dir, "projects")).catch(() => [])).toEqual([]);
    expect(projects.list()).toEqual([]);
  });

  it("a name, prefix, branch or runtime that cannot be", async () => {
    const mine = await repos.repository("mine", { "a.txt": "a\n" });
    expect((await add(mine)).ok).toBe(true);
    expect(await add(mine, { name: "mine" })).toMatchObject({ ok: false, error: { code: "name-taken" } });
    expect(await add(mine, { name: "other", prefix: "mine" })).toMatchObject({
      ok: false,
      error: { code: "prefix-taken" },
    });
    expect(await add(mine, { name: "other", prefix: "ws" })).toMatchObject({
      ok: false,
      error: { code: "prefix-taken" },
    });
    expect(await add(mine, { name: "workspace" })).toMatchObject({ ok: false, error: { code: "name-taken" } });
    expect(await add(mine, { name: "ws" })).toMatchObject({ ok: true, value: { name: "ws", prefix: "ws2" } });
    expect(await add(mine, { target: "nope" })).toMatchObject({ ok: false, error: { code: "branch-not-found" } });
    expect(await add(mine, { runtime: "nope" })).toMatchObject({ ok: false, error: { code: "runtime-not-found" } });
    expect(await add(mine)).toMatchObject({ ok: true, value: { name: "mine2", prefix: "mine2" } });
    expect(await add(projects.place("mine").vault)).toMatchObject({ ok: false });
  });

  it("two of one name at once: one gets it", async () => {
    const mine = await repos.repository("mine", { "a.txt": "a\n" });
    const both = await Promise.all([add(mine, { name: "one" }), add(mine, { name: "one", prefix: "two" })]);
    expect(both.filter((one) => one.ok).length).toBe(1);
  });
});

describe("a project", () => {
  it("takes changes of single queue settings, and opens pull requests for no folder of this machine", async () => {
    const source = await repos.repository("mine", { "a.txt": "1" });
    expect(await projects.handlers["project.add"]({ source, landing: "pull-request" }, user, signal)).toMatchObject({
      ok: false,
      error: { code: "no-forge" },
    });
    await projects.handlers["project.add"]({ source, queue: { batch: 9 } }, user, signal);
    const edit = (more: Partial<ParsedInputOf<"project.edit">>) =>
      projects.handlers["project.edit"]({ project: "mine", ...more }, user, signal);
    expect(await edit({ queue: { parallel: 1, review: "required" } })).toMatchObject({
      ok: true,
      value: { queue: { batch: 9, parallel: 1, review: "required", retries: 1, preVerified: true } },
    });
    expect(await edit({ queue: { parallel: undefined, sign: true } })).toMatchObject({
      value: { queue: { batch: 9, parallel: 1, sign: true } },
    });
    expect(await edit({ landing: "pull-request" })).toMatchObject({ ok: false, error: { code: "no-forge" } });
  });

  it("can be edited, to another target only if that is there", async () => {
    const mine = await repos.repository("mine", { "a.txt": "a\n" });
    await repos.ask(mine, "branch", "next");
    await add(mine);
    const edit = (more: Partial<ParsedInputOf<"project.edit">>) =>
      projects.handlers["project.edit"]({ project: "mine", ...more }, user, signal);
    expect(await edit({ target: "next", maxWorkers: 3 })).toMatchObject({
      ok: true,
      value: { target: "next", maxWorkers: 3 },
    });
    expect(await edit({ target: "nope" })).toMatchObject({ ok: false, error: { code: "branch-not-found" } });
    expect(projects.get("mine")).toMatchObject({ target: "next", maxWorkers: 3 });
  });

  it("is there again after a restart; one whose vault is gone is told and does not stop the others", async () => {
    const mine = await repos.repository("mine", { "a.txt": "a\n" });
    await add(mine, { name: "one" });
    await add(mine, { name: "two" });
    store = await ledger.open();
    projects = make();
    opened = [];
    await rename(projects.place("one").vault, repos.path("stolen"));
    await projects.openAll();
    expect(opened).toEqual(["two"]);
    expect(projects.troubles().map((one) => one.project)).toEqual(["one"]);
  });
});

describe("names", () => {
  const free = () => false;
  it.each([
    ["/home/me/My Tool", "my-tool"],
    ["git@example.org:team/Überflieger.git", "uberflieger"],
    ["/tmp/🐑", "repository"],
    ['/tmp/quo"te and\nnewline', "quo-te-and-newline"],
    ["https://example.org/a/b.git/", "b"],
  ])("of %j is %s", (origin, name) => {
    expect(suggestName(origin, free)).toBe(name);
  });

  it("are numbered when they are taken, prefixes are short", () => {
    expect(suggestName("/x/tool", (name) => name === "tool")).toBe("tool2");
    expect(suggestPrefix("gate-keeper-two", free)).toBe("gkt");
    expect(suggestPrefix("encyclopaedia", free)).toBe("ency");
    expect(suggestPrefix("42", free)).toBe("p");
    expect(suggestPrefix("demo", (prefix) => prefix === "demo")).toBe("demo2");
  });
});

describe("what people type", () => {
  it.each([
    ["~/code", "path"],
    ["./code", "path"],
    ["file:///srv/code", "path"],
    ["https://example.org/x.git", "url"],
    ["git@example.org:x.git", "url"],
    ["ssh://git@example.org/x", "url"],
  ])("%s is a %s", (typed, kind) => {
    expect(parseSource(typed, "/here")?.kind).toBe(kind);
  });

  it("is nothing when it is blank", () => {
    expect(parseSource("  ", "/here")).toBeUndefined();
  });
});
