import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import path from "node:path";
import { type IdentityPath, projectOf, shortName } from "../../../shared/model/identity.ts";
import type { HookWorktrees } from "../hook/index.ts";
import { aheadOf, mergeBase } from "../platform/git/ancestry.ts";
import type { Git } from "../platform/git/git.ts";
import { readLog } from "../platform/git/log.ts";
import { readStatus } from "../platform/git/status.ts";
import { resolveCommit } from "../platform/git/resolve.ts";
import { placeEnv, placeOf } from "../platform/git/worktree-files.ts";
import type { WorktreePool } from "../platform/git/worktree-pool.ts";

export interface HookWorktreesDeps {
  readonly git: Git;
  /** A project that can be worked in now; undefined for one that could not be opened. */
  repositories(project: string): HookRepositories | undefined;
  /** Short name of the branch that what an agent does in a project, or what is done in a worktree, lands on. */
  landsOn(project: string, by: { readonly agent: IdentityPath } | { readonly worktree: string }): string;
  /** Where vault and clone say that such a branch stands. */
  targetRef(branch: string): string;
  /** The newest commit of that branch of the origin, or what it was a moment ago. */
  newestTarget(project: string, branch: string): Promise<Result<string>>;
  /** The same, asked anew. */
  fetchTarget(project: string, branch: string): Promise<Result<string>>;
}

export interface HookRepositories {
  /** Says where the target stands: agents can write the clone's refs, not these. */
  readonly vault: string;
  readonly clone: string;
  /** Folder of the agents' worktrees. */
  readonly worktrees: string;
  /** Undefined where worktrees are only looked at, as by a command without a core. */
  readonly pool: WorktreePool | undefined;
}

/** The agents' worktrees on real git: from the project's pool, on the newest target. */
export function createHookWorktrees({
  git,
  repositories,
  landsOn,
  targetRef,
  newestTarget,
  fetchTarget,
}: HookWorktreesDeps): HookWorktrees {
  /** The newest target that is known here, also while the origin cannot be reached. */
  async function targetOf(project: string, branch: string, vault: string): Promise<Result<string>> {
    const fetched = await newestTarget(project, branch);
    if (fetched.ok) return fetched;
    const known = await resolveCommit(git, vault, targetRef(branch));
    return known === undefined ? fetched : ok(known);
  }

  return {
    async acquire({ project, agent, branch, from }) {
      const place = repositories(project);
      if (place?.pool === undefined) return noProject(project);
      const { pool } = place;
      const target = await targetOf(project, landsOn(project, { agent }), place.vault);
      if (!target.ok) return target;
      pool.prepare(target.value);
      // The clone borrows the vault's objects: what is kept there is here.
      const begun = from === undefined ? undefined : await resolveCommit(git, place.clone, from);
      const start = begun ?? target.value;
      const acquired = await pool.acquire({ name: folderOf(agent, project), branch, base: start });
      switch (acquired.kind) {
        case "ready": {
          if (acquired.isNewBranch && begun === undefined) return ok({ worktree: acquired.path, base: target.value });
          const head = await resolveCommit(git, place.clone, `refs/heads/${branch}`);
          const base = head === undefined ? undefined : await mergeBase(git, place.clone, [head, target.value]);
          return ok({ worktree: acquired.path, base: base ?? target.value });
        }
        case "name-taken":
          return fail("worktree-taken", `The folder of ${agent} holds a worktree for another branch than ${branch}.`);
        case "branch-in-use":
          return fail("branch-in-use", `${branch} is checked out in another worktree.`);
        case "no-such-commit":
          return fail("commit-not-found", `${target.value} is not in the clone of ${project}.`);
      }
    },
    pathOf(project, agent) {
      const place = repositories(project);
      if (place?.pool === undefined) return noProject(project);
      return ok(path.join(place.worktrees, folderOf(agent, project)));
    },
    fetchTarget: (project, agent) => fetchTarget(project, landsOn(project, { agent })),
    async look(project, worktree) {
      const place = repositories(project);
      if (place === undefined) return noProject(project);
      const found = await placeOf(place.clone, worktree);
      if (found === undefined) return fail("no-worktree", `${worktree} is no worktree of ${project} any more.`);
      const { head, branch, files } = await readStatus(git, worktree, { env: placeEnv(found) });
      if (head === undefined) return fail("no-commit", `${worktree} has no commit.`);
      const ref = targetRef(landsOn(project, { worktree }));
      const target = (await resolveCommit(git, place.vault, ref)) ?? head;
      const { count: ahead, base = target } = await aheadOf(git, place.clone, [head, target]);
      return ok({ branch, head, base, target, ahead, uncommitted: files.map((file) => file.path) });
    },
    async commits(project, worktree, limit) {
      const place = repositories(project);
      const found = place === undefined ? undefined : await placeOf(place.clone, worktree);
      if (place === undefined || found === undefined) {
        return fail("no-worktree", `${worktree} is no worktree any more.`);
      }
      const { head } = await readStatus(git, worktree, { env: placeEnv(found) });
      const target = await resolveCommit(git, place.vault, targetRef(landsOn(project, { worktree })));
      if (head === undefined || target === undefined) return ok([]);
      return ok(await readLog(git, place.clone, { from: head, notIn: [target], limit }));
    },
    async release(project, saved) {
      const place = repositories(project);
      if (place?.pool === undefined) return noProject(project);
      const released = await place.pool.release(saved);
      if (released.kind !== "unsaved") return ok();
      return fail("unsaved-work", `${saved.worktree} is kept: ${released.what} in it is not in the vault yet.`);
    },
  };
}

/** `otter`; for one from another project `otter.shop`, since there may be an otter here as well. */
function folderOf(agent: IdentityPath, project: string): string {
  const own = projectOf(agent);
  return own === undefined || own === project ? shortName(agent) : `${shortName(agent)}.${own}`;
}

function noProject(project: string): { readonly ok: false; readonly error: Failure } {
  return fail("project-not-open", `The project ${project} could not be opened.`, { remedy: "See `drover status`." });
}
