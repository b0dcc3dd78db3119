import { randomBytes } from "node:crypto";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Clock } from "../base/clock.ts";
import { exists } from "../platform/fs/exists.ts";
import { isReachable } from "../platform/git/ancestry.ts";
import { keepCommit } from "../platform/git/fetch.ts";
import { type Git, GitError } from "../platform/git/git.ts";
import type { Person } from "../platform/git/person.ts";
import type { SavedWork } from "../platform/git/saved-work.ts";
import { snapshotWorktree } from "../platform/git/snapshot-worktree.ts";
import { placeOf } from "../platform/git/worktree-files.ts";

export interface SalvageDeps {
  readonly git: Git;
  readonly clock: Clock;
  /** The vault, and the clone that carries the worktrees, of a project; undefined when there is no such project. */
  repositories(project: string): { readonly vault: string; readonly clone: string } | undefined;
  /** Author of what is saved: the agent, with the human owner's e-mail. */
  person(agent: IdentityPath): Person;
}

export interface SaveRequest {
  readonly project: string;
  readonly agent: IdentityPath;
  /** Absolute path. */
  readonly worktree: string;
}

export type SalvageFailure = Failure<"no-repository" | "salvage-failed" | "embedded-repository">;

export interface Salvage {
  /**
   * Brings everything in a worktree but ignored files into the vault: HEAD, index, changed and untracked files, stashes of
   * the branch, what a merge or rebase under way refers to. The proof is what giving the worktree back asks for.
   */
  save(request: SaveRequest): Promise<Result<SavedWork, SalvageFailure>>;
}

/** Saved work is kept as `refs/drover/salvage/<agent>/<time>` of the vault. */
export function createSalvage({ git, clock, repositories, person }: SalvageDeps): Salvage {
  async function save(request: SaveRequest, vault: string, clone: string): Promise<Result<SavedWork, SalvageFailure>> {
    const { worktree, agent } = request;
    const nothing: SavedWork = { worktree, ref: undefined, commit: undefined };
    const place = await placeOf(clone, worktree);
    // Removed by hand: its commits are in the clone, and there is nothing else to save.
    if (place === undefined || !(await exists(worktree))) return ok(nothing);
    const taken = await snapshotWorktree(git, { place, person: { ...person(agent), at: clock.now() } });
    if (taken.kind !== "taken") {
      return fail(
        "embedded-repository",
        `${worktree} has repositories of their own in it: ${taken.paths.join(", ")}.`,
        {
          remedy: "Drover does not copy other repositories. Move them elsewhere, or remove them.",
        },
      );
    }
    const { commit, head } = taken;
    if (commit === head && (await isReachable(git, vault, commit))) return ok(nothing);
    const ref = `refs/drover/salvage/${agent}/${stamp(clock.now())}-${randomBytes(3).toString("hex")}`;
    const kept = await keepCommit(git, { from: clone, into: vault, commit, ref });
    if (kept.kind !== "kept") throw new Error(`${commit} of ${worktree} could not be kept as ${ref}: ${kept.kind}`);
    return ok({ worktree, ref, commit });
  }

  return {
    async save(request) {
      const found = repositories(request.project);
      if (found === undefined) return fail("no-repository", `There is no project ${request.project}.`);
      try {
        return await save(request, found.vault, found.clone);
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        return fail("salvage-failed", `${request.worktree} could not be saved: ${error.message}`, {
          remedy: "It is left as it is. Look at it, or remove what git cannot read.",
        });
      }
    },
  };
}

/** `20261121T021530Z`: sorts by time and is safe in a ref. */
function stamp(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}
