import { fail, ok } from "../../../shared/model/result.ts";
import { stat } from "node:fs/promises";
import { addWorktree } from "../platform/git/add-worktree.ts";
import { isAncestor } from "../platform/git/ancestry.ts";
import { diffNames } from "../platform/git/diff.ts";
import { fetchRefs, keepCommit } from "../platform/git/fetch.ts";
import type { Git, ObjectId } from "../platform/git/git.ts";
import { readLog } from "../platform/git/log.ts";
import type { Person } from "../platform/git/person.ts";
import { objectId } from "../platform/git/object-id.ts";
import { pushCommits } from "../platform/git/push.ts";
import { replay } from "../platform/git/replay.ts";
import { resolveCommit } from "../platform/git/resolve.ts";
import { placeEnv, placeOf as placeOfWorktree } from "../platform/git/worktree-files.ts";
import { shareRuns } from "../base/share-runs.ts";
import { pruneWorktrees } from "../platform/git/worktree-files.ts";
import type { MergeRepository } from "./repository.ts";

/** Where a project's repositories are, and how work reaches its origin. */
export interface MergePlace {
  /** Bare, Drover's alone. */
  readonly vault: string;
  /** Carries the work trees of agents and gates; borrows the vault's objects. */
  readonly clone: string;
  /** Path or URL. */
  readonly origin: string;
  /** Short branch name. */
  readonly target: string;
  readonly landOnCheckedOut: boolean;
  /** Absolute path of the work tree that gates run in. */
  readonly gateWorktree: string;
}

export interface GitRepositoryDeps {
  readonly git: Git;
  placeOf(project: string): MergePlace;
  readonly committer: () => Person;
}

/** Where the newest known target stands in vault and clone alike, so that agents find it as `origin/<target>`. */
export function targetRef(target: string): string {
  return `refs/remotes/origin/${target}`;
}

export function submissionRef(id: string): string {
  return `refs/drover/submissions/${id}`;
}

const DESCRIBED_COMMITS = 200;

type FetchedTarget = Awaited<ReturnType<MergeRepository["fetchTarget"]>>;

/** The merge queue's repository on real git. Preparing writes objects only: no work tree is needed to rebase. */
export function createMergeRepository({ git, placeOf, committer }: GitRepositoryDeps): MergeRepository {
  /** The newest target known of each project, and when it was seen; on a clock that nobody sets. */
  const known = new Map<string, { readonly commit: ObjectId; readonly at: number }>();
  /** By project: what now changes the refs that say where the target is, one after the other. */
  const changing = new Map<string, Promise<unknown>>();
  const fetching = shareRuns((project: string) => alone(project, () => fetchNow(project)));

  function alone<T>(project: string, work: () => Promise<T>): Promise<T> {
    const done = (changing.get(project) ?? Promise.resolve()).then(work);
    changing.set(
      project,
      done.catch(() => {}),
    );
    return done;
  }

  /** Where agents find it, too. */
  async function noteTarget(project: string, commit: ObjectId): Promise<void> {
    const { vault, clone, target } = placeOf(project);
    await Promise.all([vault, clone].map((cwd) => git.run(["update-ref", targetRef(target), commit], { cwd })));
    known.set(project, { commit, at: performance.now() });
  }

  async function fetchNow(project: string): Promise<FetchedTarget> {
    const { vault, clone, origin, target } = placeOf(project);
    const refspec = `+refs/heads/${target}:${targetRef(target)}`;
    const fetched = await fetchRefs(git, { into: vault, from: origin, refspecs: [refspec] });
    switch (fetched.kind) {
      case "fetched":
        break;
      case "no-such-ref":
        return fail("branch-not-found", `${origin} has no branch ${target}.`, {
          remedy: `Make it there, or choose another target: drover project edit ${project} --target BRANCH`,
        });
      case "auth":
      case "unreachable":
      case "not-found":
        return fail("unreachable", `${origin} could not be fetched: ${fetched.reason}`);
    }
    const commit = await resolveCommit(git, vault, targetRef(target));
    if (commit === undefined) throw new Error(`${targetRef(target)} is not in ${vault} after a fetch.`);
    await git.run(["update-ref", targetRef(target), commit], { cwd: clone });
    known.set(project, { commit, at: performance.now() });
    return ok(commit);
  }

  return {
    async fetchTarget(project, { maxAgeMs = 0 } = {}) {
      const newest = known.get(project);
      const isRecent = newest !== undefined && performance.now() - newest.at < maxAgeMs;
      return isRecent ? ok(newest.commit) : fetching(project);
    },
    async keep(project, id, tip) {
      const { vault, clone } = placeOf(project);
      const kept = await keepCommit(git, { from: clone, into: vault, commit: tip, ref: submissionRef(id) });
      if (kept.kind === "kept") return ok();
      return fail("commit-not-found", `The commit ${tip} could not be kept in the vault of ${project} (${kept.kind}).`);
    },
    async prepare(project, tip, onto) {
      const { vault } = placeOf(project);
      const replayed = await replay(git, { repository: vault, tip, base: onto, onto, committer: committer() });
      switch (replayed.kind) {
        case "done":
          return { kind: "prepared", commit: replayed.head };
        case "nothing":
          return { kind: "nothing-left" };
        case "conflict":
          return { kind: "conflict", files: replayed.files };
      }
    },
    async checkoutForGates(project, commit) {
      const { clone, gateWorktree } = placeOf(project);
      if (!(await exists(gateWorktree))) {
        await pruneWorktrees(git, clone);
        const added = await addWorktree(git, { repository: clone, path: gateWorktree, commit });
        if (added.kind !== "added") {
          throw new Error(`No work tree for gates could be made at ${gateWorktree}: ${added.kind}.`);
        }
        return gateWorktree;
      }
      const there = await placeOfWorktree(clone, gateWorktree);
      if (there === undefined) throw new Error(`${gateWorktree}, where gates run, is no work tree of ${clone}.`);
      // What a gate left behind goes, except what the repository ignores: build caches make the next one fast.
      const where = { cwd: gateWorktree, env: placeEnv(there) };
      const guarded = await git.guard(where);
      await guarded.run(["checkout", "--quiet", "--force", "--detach", objectId(commit), "--"], where);
      await guarded.run(["clean", "--quiet", "-ffd"], where);
      return gateWorktree;
    },
    async land(project, commit, expected) {
      const { vault, origin, target, landOnCheckedOut } = placeOf(project);
      const ref = `refs/heads/${target}`;
      const pushed = await pushCommits(git, {
        from: vault,
        to: origin,
        updates: [{ commit, ref, expected, isForward: true }],
        intoCheckedOut: landOnCheckedOut,
      });
      switch (pushed.kind) {
        case "pushed":
          await alone(project, () => noteTarget(project, commit));
          return { kind: "landed" };
        case "moved":
          return { kind: "moved" };
        case "refused":
          return { kind: "refused", reason: whyRefused(pushed.reason, project, target, landOnCheckedOut) };
        case "auth":
        case "unreachable":
        case "not-found":
          return { kind: "refused", reason: `${origin} could not be pushed to: ${pushed.reason}` };
      }
    },
    async isAncestor(project, commit, of) {
      return isAncestor(git, placeOf(project).vault, [commit, of]);
    },
    async describe(project, base, tip) {
      const { vault } = placeOf(project);
      const commits = await readLog(git, vault, { from: tip, notIn: [base], limit: DESCRIBED_COMMITS });
      const files = await diffNames(git, vault, { from: base, to: tip });
      return {
        commits: commits.map(({ id, subject, author }) => ({ id, subject, author: author.name })),
        files: [...files],
      };
    },
  };
}

function whyRefused(reason: string, project: string, target: string, landOnCheckedOut: boolean): string {
  const isCheckedOut = /checked out|current branch/i.test(reason);
  if (isCheckedOut && !landOnCheckedOut) {
    return (
      `${target} is checked out in the origin's work tree, which Drover leaves alone. Switch it to another branch, ` +
      `or allow it while it is clean: drover project edit ${project} --land-on-checked-out yes`
    );
  }
  if (landOnCheckedOut && /unstaged|uncommitted|clean|would be overwritten|overwrite/i.test(reason)) {
    return `${target} is checked out in the origin's work tree, and that has changes in it. Commit or stash them there: ${reason}`;
  }
  return `The origin refused it: ${reason}`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
