import path from "node:path";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import { shortName } from "../../../shared/model/identity.ts";
import { mergeBase } from "../platform/git/ancestry.ts";
import { type Git, GitError } from "../platform/git/git.ts";
import { readLog } from "../platform/git/log.ts";
import { resolveCommit } from "../platform/git/resolve.ts";
import { readStatus } from "../platform/git/status.ts";
import { placeEnv, placeOf } from "../platform/git/worktree-files.ts";
import { type WorktreePool, createWorktreePool } from "../platform/git/worktree-pool.ts";
import type { HookWorktrees, WorktreeFacts } from "./ports.ts";

export interface WorktreePlaces {
  /** Bare; Drover's alone. */
  readonly vault: string;
  /** Carries the worktrees. */
  readonly clone: string;
  /** Folder of the agents' worktrees. */
  readonly worktrees: string;
  /** Short name of the branch that work lands on. */
  readonly target: string;
}

export interface HookWorktreesDeps {
  readonly git: Git;
  /** Undefined when there is no such project. */
  place(project: string): WorktreePlaces | undefined;
  /** Brings the origin's newest target into vault and clone; its commit. */
  fetchTarget(project: string): Promise<Result<string>>;
  /** How many unused worktrees a project keeps ready. */
  keepReady(project: string): number;
  report(error: unknown): void;
}

export interface PooledWorktrees extends HookWorktrees, AsyncDisposable {
  /** Makes worktrees ready before they are asked for. */
  warm(project: string): Promise<void>;
}

/** Commits counted at most, to say how far a branch is ahead. */
const MAX_AHEAD = 1_000;

/** The hooks' worktrees on real git: one pool for each project, worktrees named by their agents. */
export function createHookWorktrees(deps: HookWorktreesDeps): PooledWorktrees {
  const { git } = deps;
  const pools = new Map<string, Promise<WorktreePool>>();

  function poolOf(project: string, place: WorktreePlaces): Promise<WorktreePool> {
    let pool = pools.get(project);
    if (pool === undefined) {
      pool = createWorktreePool({
        git,
        clone: place.clone,
        vault: place.vault,
        root: place.worktrees,
        keep: deps.keepReady(project),
        onError: (error) => {
          deps.report(error);
        },
      }).catch((error: unknown) => {
        // The next asks again: what is in the way may be gone by then.
        pools.delete(project);
        throw error;
      });
      pools.set(project, pool);
    }
    return pool;
  }

  /** Where the target stands, as newly as it can be told: without a network, as it was known last. */
  async function targetCommit(project: string, place: WorktreePlaces): Promise<Result<string>> {
    const fetched = await deps.fetchTarget(project);
    if (fetched.ok) return fetched;
    const known = await resolveCommit(git, place.vault, `refs/remotes/origin/${place.target}`);
    return known === undefined ? fetched : ok(known);
  }

  async function look(place: WorktreePlaces, worktree: string): Promise<Result<WorktreeFacts>> {
    const at = await placeOf(place.clone, worktree);
    if (at === undefined) return fail("worktree-missing", `There is no worktree ${worktree}.`);
    const status = await readStatus(git, worktree, { env: placeEnv(at) });
    const target = await resolveCommit(git, place.vault, `refs/remotes/origin/${place.target}`);
    if (status.head === undefined || target === undefined) {
      return fail("worktree-missing", `${worktree} or the branch ${place.target} has no commit.`);
    }
    const base = (await mergeBase(git, place.clone, [status.head, target])) ?? target;
    const log = await readLog(git, place.clone, { from: status.head, notIn: [target], limit: MAX_AHEAD });
    return ok({
      branch: status.branch,
      head: status.head,
      base,
      ahead: log.length,
      uncommitted: status.files.map((file) => file.path),
    });
  }

  /** Git's own failures, as values: disks fill up and repositories break. */
  async function attempt<T>(project: string, work: (place: WorktreePlaces) => Promise<Result<T>>): Promise<Result<T>> {
    const place = deps.place(project);
    if (place === undefined) return fail("project-not-found", `There is no project ${project}.`);
    try {
      return await work(place);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      return fail("git-failed", error.message);
    }
  }

  return {
    acquire: ({ project, agent, branch }) =>
      attempt(project, async (place) => {
        const pool = await poolOf(project, place);
        const base = await targetCommit(project, place);
        if (!base.ok) return base;
        pool.prepare(base.value);
        const made = await pool.acquire({ name: shortName(agent), branch, base: base.value });
        switch (made.kind) {
          case "ready": {
            const facts = made.isNewBranch ? ok({ base: base.value }) : await look(place, made.path);
            return facts.ok ? ok({ worktree: made.path, base: facts.value.base }) : facts;
          }
          case "name-taken":
            return fail(made.kind, `${path.join(place.worktrees, shortName(agent))} is there, on another branch.`, {
              remedy: "Look what is in it, and move it elsewhere.",
            });
          case "branch-in-use":
            return fail(made.kind, `${branch} is checked out in another worktree.`, {
              remedy: "Remove that worktree, or switch it to another branch.",
            });
          case "no-such-commit":
            return fail(made.kind, `${base.value} is not in ${place.clone}.`);
        }
      }),
    look: (project, worktree) => attempt(project, (place) => look(place, worktree)),
    release: (project, saved) =>
      attempt(project, async (place) => {
        const released = await (await poolOf(project, place)).release(saved);
        // One that is not there any more has been given back by another hand.
        if (released.kind !== "unsaved") return ok();
        return fail("unsaved", `${saved.worktree} still has what the vault has not: ${released.what}.`);
      }),
    async warm(project) {
      const warmed = await attempt(project, async (place) => {
        const target = await targetCommit(project, place);
        if (!target.ok) return target;
        (await poolOf(project, place)).prepare(target.value);
        return ok();
      });
      if (!warmed.ok) deps.report(new Error(warmed.error.message, { cause: warmed.error }));
    },
    async [Symbol.asyncDispose]() {
      const made = await Promise.all([...pools.values()].map((pool) => pool.catch(() => undefined)));
      for (const pool of made) await pool?.[Symbol.asyncDispose]();
    },
  };
}
