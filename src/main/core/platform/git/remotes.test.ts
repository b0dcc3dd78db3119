import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTrash, type Trash } from "../fs/trash.ts";
import { exists } from "../fs/exists.ts";
import { addWorktree } from "./add-worktree.ts";
import { fetchRefs, keepCommit } from "./fetch.ts";
import { listRefs } from "./list-refs.ts";
import { listRemote } from "./ls-remote.ts";
import { listWorktrees } from "./list-worktrees.ts";
import { pushCommits, type PushOutcome } from "./push.ts";
import { lastWords } from "./remote-failure.ts";
import { resolveCommit } from "./resolve.ts";
import { readStatus } from "./status.ts";
import { createGitFixture, type GitFixture } from "./testing/git-fixture.ts";
import { makeClone, makeVault } from "./vault.ts";

let fixture: GitFixture;
let trash: Trash;
let origin: string;
let vault: string;
let base: string;
const missing = "1".repeat(40);

beforeEach(async () => {
  fixture = await createGitFixture();
  trash = createTrash({ folder: fixture.path("trash"), onError: (error) => expect.fail(String(error)) });
  origin = await fixture.repository('ori"gin\n🐑', { "a.txt": "one\n" });
  await fixture.ask(origin, "branch", "feature/é");
  await fixture.ask(origin, "tag", "v1");
  base = await fixture.ask(origin, "rev-parse", "HEAD");
  vault = fixture.path("vau lt.git");
  await makeVault(fixture.git, { path: vault, origin, trash });
});
afterEach(async () => {
  await trash.drain();
  await fixture[Symbol.asyncDispose]();
});

describe("making a vault", () => {
  it("brings the origin's branches and tags, and says which branch is its first", async () => {
    const again = fixture.path("again.git");
    expect(await makeVault(fixture.git, { path: again, origin, trash })).toEqual({
      kind: "made",
      head: "main",
      branches: new Map([
        ["feature/é", base],
        ["main", base],
      ]),
    });
    expect([...(await listRefs(fixture.git, again, "refs/")).keys()]).toEqual([
      "refs/remotes/origin/feature/é",
      "refs/remotes/origin/main",
      "refs/tags/v1",
    ]);
    expect(await makeVault(fixture.git, { path: again, origin, trash })).toEqual({ kind: "exists" });
  });

  it("takes an empty origin too", async () => {
    const empty = await fixture.repository("empty");
    expect(await makeVault(fixture.git, { path: fixture.path("e.git"), origin: empty, trash })).toMatchObject({
      kind: "made",
      branches: new Map(),
    });
  });

  it.each([
    ["nothing there", "nothing", "not-found"],
    ["a server that does not answer", "http://127.0.0.1:1/x.git", "unreachable"],
    ["a transport that runs programs", "ext::sh -c touch% ran", "unreachable"],
    ["an option", "--upload-pack=touch ran", "not-found"],
  ])("leaves nothing behind for %s", async (_name, url, kind) => {
    const from = url === "nothing" ? fixture.path("nothing") : url;
    expect(await makeVault(fixture.git, { path: fixture.path("v.git"), origin: from, trash })).toMatchObject({ kind });
    expect(await exists(fixture.path("v.git"))).toBe(false);
    expect(await exists(fixture.path("v.git.part"))).toBe(false);
  });

  it("starts anew after a crash in the middle", async () => {
    await fixture.write(fixture.path("v.git.part"), { HEAD: "half" });
    expect(await makeVault(fixture.git, { path: fixture.path("v.git"), origin, trash })).toMatchObject({
      kind: "made",
    });
  });

  it("says that it was cancelled", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(makeVault(fixture.git, { path: fixture.path("v.git"), origin, trash, signal })).rejects.toThrow(
      "enough",
    );
  });
});

describe("the agents' clone", () => {
  it("borrows the vault's objects and carries work trees; what is made there is kept in the vault", async () => {
    const clone = fixture.path("clo\tne.git");
    expect(await makeClone(fixture.git, { path: clone, vault, trash })).toEqual({ kind: "made" });
    expect(await makeClone(fixture.git, { path: clone, vault, trash })).toEqual({ kind: "exists" });
    expect(await fixture.ask(clone, "count-objects")).toBe("0 objects, 0 kilobytes");
    const worktree = fixture.path("work");
    expect(
      await addWorktree(fixture.git, { repository: clone, path: worktree, commit: base, newBranch: "drover/otter" }),
    ).toEqual({ kind: "added" });
    const made = await fixture.commit(worktree, { "b.txt": "two\n" });
    expect(await resolveCommit(fixture.git, vault, made)).toBe(undefined);
    const ref = "refs/drover/submissions/1";
    expect(await keepCommit(fixture.git, { from: clone, into: vault, commit: made, ref })).toEqual({ kind: "kept" });
    expect(await keepCommit(fixture.git, { from: clone, into: vault, commit: made, ref })).toEqual({ kind: "kept" });
    expect(await resolveCommit(fixture.git, vault, ref)).toBe(made);
    const other = await fixture.commit(worktree, { "b.txt": "three\n" });
    await fixture.ask(worktree, "reset", "-q", "--hard", base);
    const side = await fixture.commit(worktree, { "b.txt": "side\n" });
    expect(await keepCommit(fixture.git, { from: clone, into: vault, commit: side, ref })).toEqual({
      kind: "ref-taken",
    });
    expect(
      await keepCommit(fixture.git, { from: clone, into: vault, commit: other, ref: "refs/drover/orphan" }),
    ).toEqual({ kind: "kept" });
    expect(
      await keepCommit(fixture.git, { from: clone, into: vault, commit: missing, ref: "refs/drover/none" }),
    ).toEqual({ kind: "no-such-commit" });
    expect(await resolveCommit(fixture.git, vault, ref)).toBe(made);
  });
});

describe("fetching and listing", () => {
  it("brings what is new, prunes, and says what is missing", async () => {
    const next = await fixture.commit(origin, { "a.txt": "two\n" });
    await fixture.ask(origin, "branch", "-D", "feature/é");
    const refspecs = ["+refs/heads/*:refs/remotes/origin/*"];
    expect(await fetchRefs(fixture.git, { into: vault, from: origin, refspecs, prune: true })).toEqual({
      kind: "fetched",
    });
    expect(await listRefs(fixture.git, vault, "refs/remotes/")).toEqual(new Map([["refs/remotes/origin/main", next]]));
    expect(await fetchRefs(fixture.git, { into: vault, from: origin, refspecs: ["refs/heads/none"] })).toEqual({
      kind: "no-such-ref",
    });
    expect(await listRemote(fixture.git, { cwd: vault, url: origin })).toMatchObject({
      kind: "listed",
      head: "main",
      refs: new Map([
        ["refs/heads/main", next],
        ["refs/tags/v1", base],
      ]),
    });
    expect(await listRemote(fixture.git, { cwd: vault, url: fixture.folder })).toMatchObject({ kind: "not-found" });
    expect(await listRemote(fixture.git, { cwd: vault, url: "ssh://127.0.0.1:1/x" })).toMatchObject({
      kind: expect.stringMatching(/unreachable|not-found/) as string,
    });
  });

  it("never tells passwords", () => {
    expect(lastWords("fatal: unable to access 'https://ada:secret@example.org/x.git/': no\n")).toBe(
      "fatal: unable to access 'https://example.org/x.git/': no",
    );
  });
});

describe("pushing", () => {
  let bare: string;
  let next: string;
  const push = (
    to: string,
    more: { expected?: string; commit?: string; ref?: string; intoCheckedOut?: boolean } = {},
  ): Promise<PushOutcome> => {
    const { expected = base, commit = next, ref = "refs/heads/main", intoCheckedOut = false } = more;
    return pushCommits(fixture.git, { from: vault, to, updates: [{ commit, ref, expected }], intoCheckedOut });
  };

  beforeEach(async () => {
    bare = fixture.path("ba re.git");
    await fixture.ask(fixture.folder, "clone", "-q", "--bare", "--", origin, bare);
    await addWorktree(fixture.git, { repository: vault, path: fixture.path("w"), commit: base });
    next = await fixture.commit(fixture.path("w"), { "a.txt": "two\n" });
  });

  it("moves a branch that is where it was expected, and no other", async () => {
    expect(await push(bare)).toEqual({ kind: "pushed" });
    expect(await resolveCommit(fixture.git, bare, "main")).toBe(next);
    const after = await fixture.commit(fixture.path("w"), { "a.txt": "three\n" });
    expect(await push(bare, { commit: after })).toEqual({ kind: "moved" });
    expect(await resolveCommit(fixture.git, bare, "main")).toBe(next);
    expect(
      await pushCommits(fixture.git, {
        from: vault,
        to: bare,
        updates: [{ commit: after, ref: "refs/heads/main", expected: undefined }],
      }),
    ).toEqual({ kind: "moved" });
    expect(
      await pushCommits(fixture.git, {
        from: vault,
        to: bare,
        updates: [{ commit: next, ref: "refs/heads/new", expected: undefined }],
      }),
    ).toEqual({ kind: "pushed" });
  });

  it("never takes commits away", async () => {
    await push(bare);
    await fixture.ask(fixture.path("w"), "reset", "-q", "--hard", base);
    const side = await fixture.commit(fixture.path("w"), { "a.txt": "side\n" });
    await expect(push(bare, { commit: side, expected: next })).rejects.toThrow("does not follow on");
    expect(await resolveCommit(fixture.git, bare, "main")).toBe(next);
  });

  it("moves all refs or none", async () => {
    const updates = [
      { commit: next, ref: "refs/heads/main", expected: base },
      { commit: next, ref: "refs/heads/feature/é", expected: undefined },
    ];
    expect(await pushCommits(fixture.git, { from: vault, to: bare, updates })).toEqual({ kind: "moved" });
    expect(await resolveCommit(fixture.git, bare, "main")).toBe(base);
  });

  it("says what a hook of the other side says", async () => {
    await fixture.write(bare, { "hooks/pre-receive": "#!/bin/sh\necho frozen until Monday >&2\nexit 1\n" });
    await chmod(path.join(bare, "hooks", "pre-receive"), 0o755);
    const outcome = await push(bare);
    expect(outcome.kind).toBe("refused");
    expect(outcome.kind === "refused" && outcome.reason).toContain("frozen until Monday");
    expect(await push(fixture.path("none"))).toMatchObject({ kind: "not-found" });
    expect(await push("http://127.0.0.1:1/x.git")).toMatchObject({ kind: "unreachable" });
  });

  it.each(["refuse", "ignore", "warn"])(
    "leaves a checked-out branch alone whatever is configured there (%s)",
    async (setting) => {
      await fixture.ask(origin, "config", "receive.denyCurrentBranch", setting);
      expect(await push(origin)).toMatchObject({ kind: "refused" });
      expect(await resolveCommit(fixture.git, origin, "main")).toBe(base);
      expect((await listWorktrees(fixture.git, origin)).map(({ branch }) => branch)).toEqual(["main"]);
    },
  );

  it("moves it with its work tree where that is allowed and clean", async () => {
    await writeFile(path.join(origin, "a.txt"), "mine\n");
    expect(await push(origin, { intoCheckedOut: true })).toMatchObject({ kind: "refused" });
    expect(await readFile(path.join(origin, "a.txt"), "utf8")).toBe("mine\n");
    await writeFile(path.join(origin, "a.txt"), "one\n");
    await writeFile(path.join(origin, "own.txt"), "untracked\n");
    expect(await push(origin, { intoCheckedOut: true })).toEqual({ kind: "pushed" });
    expect(await readFile(path.join(origin, "a.txt"), "utf8")).toBe("two\n");
    expect((await readStatus(fixture.git, origin)).files).toMatchObject([{ path: "own.txt" }]);
  });
});
