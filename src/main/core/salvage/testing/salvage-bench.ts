import { lstatSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import path from "node:path";
import type { Caller } from "../../../../shared/contract/handlers.ts";
import type { Hook } from "../../../../shared/model/agent.ts";
import { USER, workerPath } from "../../../../shared/model/identity.ts";
import { fail } from "../../../../shared/model/result.ts";
import { ManualClock } from "../../base/clock.ts";
import { createTrash } from "../../platform/fs/trash.ts";
import type { SavedWork } from "../../platform/git/saved-work.ts";
import { type GitFixture, createGitFixture } from "../../platform/git/testing/git-fixture.ts";
import { makeClone, makeVault } from "../../platform/git/vault.ts";
import { placeOf } from "../../platform/git/worktree-files.ts";
import { type WorktreePool, createWorktreePool } from "../../platform/git/worktree-pool.ts";
import { stateFiles } from "../../platform/git/worktree-state.ts";
import { type SalvageService, createSalvage } from "../index.ts";

export const otter = workerPath("demo", "otter");
export const byUser: Caller = { identity: USER, role: "user" };
export const byOtter: Caller = { identity: otter, role: "worker" };
export const signal = new AbortController().signal;
const BRANCH = "drover/otter/d-1";

/** A project's vault, clone and worktrees over real git, with the agent `otter`, and salvage as the core has it. */
export interface SalvageBench extends AsyncDisposable {
  readonly fixture: GitFixture;
  readonly vault: string;
  readonly clone: string;
  readonly origin: string;
  readonly worktree: string;
  readonly salvage: SalvageService;
  /** What the agent's hook is; undefined for none. */
  hook: Hook | undefined;
  isLive: boolean;
  readonly errors: readonly unknown[];
  acquire(): Promise<string>;
  /** As an agent does: what git refuses is its own affair. */
  git(...args: string[]): Promise<void>;
  save(reason?: "removal" | "checkpoint"): Promise<SavedWork>;
  release(saved: SavedWork): ReturnType<WorktreePool["release"]>;
  /** Ends the core, between any two steps, and starts another. With `leaving`, in the middle of a release. */
  restart(how?: "leaving"): Promise<void>;
  /** Takes away all that the clone has and the vault has not, as the worst of agents could. */
  emptyClone(): Promise<void>;
}

export async function openSalvageBench(files: Readonly<Record<string, string>>): Promise<SalvageBench> {
  const fixture = await createGitFixture();
  const { git } = fixture;
  const origin = await fixture.repository("origin", files);
  const [vault, clone, worktrees] = [fixture.path("vault.git"), fixture.path("clone.git"), fixture.path("worktrees")];
  const worktree = path.join(worktrees, "otter");
  const errors: unknown[] = [];
  const report = (error: unknown) => void errors.push(error);
  const trash = createTrash({ folder: fixture.path(".trash"), onError: report });
  await makeVault(git, { path: vault, origin, trash });
  await makeClone(git, { path: clone, vault, trash });
  for (const [key, value] of Object.entries({ "user.name": "Otter", "user.email": "o@example.org" })) {
    await fixture.ask(clone, "config", key, value);
  }
  const base = await fixture.ask(origin, "rev-parse", "HEAD");
  const openPool = () => createWorktreePool({ git, clone, vault, root: worktrees, keep: 0, onError: report });
  let pool = await openPool();
  const salvage = createSalvage({
    git,
    clock: new ManualClock(),
    report,
    repositories: (name) => (name === "demo" ? { vault, clone, worktrees } : undefined),
    person: (agent) => ({ name: agent, email: "olga@example.org" }),
    projects: () => ["demo"],
    originOf: () => origin,
    agents: { resolve: (ref) => fail("agent-not-found", ref) },
    hookOf: () => bench.hook,
    hasLiveSession: () => bench.isLive,
  });

  const bench: SalvageBench = {
    fixture,
    vault,
    clone,
    origin,
    worktree,
    salvage,
    hook: undefined,
    isLive: false,
    errors,
    async acquire() {
      const acquired = await pool.acquire({ name: "otter", branch: BRANCH, base });
      if (acquired.kind !== "ready") throw new Error(acquired.kind);
      return acquired.path;
    },
    async git(...args) {
      await git.run(["-c", "protocol.file.allow=always", ...args], { cwd: worktree, okCodes: "any" });
    },
    async save(reason = "removal") {
      const saved = await salvage.save({ project: "demo", agent: otter, worktree, reason });
      if (!saved.ok) throw new Error(saved.error.message);
      return saved.value;
    },
    release: (saved) => pool.release(saved),
    async restart(how) {
      await pool[Symbol.asyncDispose]();
      if (how === "leaving") await rename(worktree, path.join(worktrees, ".leaving", "otter"));
      pool = await openPool();
    },
    async emptyClone() {
      await pool.drain();
      await fixture.ask(clone, "worktree", "prune", "--expire=now");
      const branches = (
        await fixture.ask(clone, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/stash")
      ).split("\n");
      for (const ref of branches.filter((name) => name !== "")) {
        await git.run(["update-ref", "-d", ref], { cwd: clone });
      }
      await fixture.ask(clone, "reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all");
      await git.run(["-c", "gc.pruneExpire=now", "gc", "--prune=now", "--quiet"], { cwd: clone });
    },
    async [Symbol.asyncDispose]() {
      await pool[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
  await mkdir(worktrees, { recursive: true });
  return bench;
}

/** Everything in a worktree that must not be lost, as texts and hashes that can be compared. */
export interface Contents {
  readonly head: string;
  readonly files: Readonly<Record<string, string>>;
  readonly index: string;
  readonly state: Readonly<Record<string, string>>;
  readonly status: string;
  /** Commits of stashes on its branch, and all that HEAD was at. */
  readonly stashes: readonly string[];
  readonly past: readonly string[];
}

export async function contentsOf({ fixture, clone }: SalvageBench, worktree: string): Promise<Contents> {
  const place = await placeOf(clone, worktree);
  if (place === undefined) throw new Error(`${worktree} is no worktree.`);
  const ask = async (...args: string[]) => {
    return (await fixture.git.run(args, { cwd: worktree, okCodes: "any" })).stdout.toString();
  };
  const listed = (await ask("ls-files", "-z", "--cached", "--others", "--exclude-standard")).split("\0");
  const files: Record<string, string> = {};
  for (const name of new Set(listed)) if (name !== "") dump(worktree, name.replace(/\/$/, ""), files);
  const state: Record<string, string> = {};
  for (const name of await stateFiles(place)) {
    // It names the branch, which is another where it was restored.
    if (!name.endsWith("/head-name")) state[name] = await readFile(path.join(place.gitDir, name), "latin1");
  }
  const log = await readFile(path.join(place.gitDir, "logs", "HEAD"), "utf8").catch(() => "");
  return {
    head: (await ask("rev-parse", "HEAD")).trim(),
    files,
    index: await ask("ls-files", "--stage", "-z"),
    state,
    status: await ask("status", "--porcelain", "-z", "--untracked-files=all", "--ignore-submodules=all"),
    stashes: (await ask("log", "--walk-reflogs", "--format=%H", "refs/stash")).split("\n").filter((id) => id !== ""),
    past: log.split("\n").flatMap((line) => line.split(" ").slice(1, 2)),
  };
}

function dump(root: string, name: string, into: Record<string, string>): void {
  const file = path.join(root, name);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isSymbolicLink()) into[name] = `link ${readlinkSync(file)}`;
  else if (stats.isDirectory()) for (const inner of readdirSync(file)) dump(root, `${name}/${inner}`, into);
  else if (stats.isFile()) {
    into[name] = `${(stats.mode & 0o100) === 0 ? "file" : "program"} ${readFileSync(file).toString("base64")}`;
  }
}
