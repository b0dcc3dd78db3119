import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { branchRef } from "./ref-name.ts";
import { placeEnv, type WorktreePlace } from "./worktree-files.ts";

export interface AddWorktreeRequest {
  readonly repository: string;
  /** Absolute; nothing may be there. */
  readonly path: string;
  /** Begins there, and without a branch. */
  readonly commit: ObjectId;
  /** A new branch to begin. */
  readonly newBranch?: string;
}

export type AddWorktreeOutcome =
  | { readonly kind: "added" }
  /** That branch is there already; nothing was made. */
  | { readonly kind: "branch-exists" }
  | { readonly kind: "no-such-commit" };

export async function addWorktree(git: Git, request: AddWorktreeRequest): Promise<AddWorktreeOutcome> {
  const { repository, path, commit, newBranch } = request;
  if (newBranch !== undefined) branchRef(newBranch);
  const guarded = await git.guard({ cwd: repository });
  const mode = newBranch === undefined ? ["--detach"] : ["--no-track", "-b", newBranch];
  const outcome = await guarded.run(["worktree", "add", "--quiet", ...mode, "--", path, objectId(commit)], {
    cwd: repository,
    expect: ["branch-exists", "unknown-revision"],
  });
  if (outcome.reason === undefined) return { kind: "added" };
  return { kind: outcome.reason === "branch-exists" ? "branch-exists" : "no-such-commit" };
}

/**
 * The first half of it, which takes git a few milliseconds, without files and without a branch. Others that look through the
 * repository's work trees at that moment fail, so that one does it after the other.
 */
export async function addEmptyWorktree(
  git: Git,
  { repository, path, commit }: Omit<AddWorktreeRequest, "newBranch">,
): Promise<{ readonly kind: "added" | "no-such-commit" }> {
  const args = ["worktree", "add", "--quiet", "--detach", "--no-checkout", "--", path, objectId(commit)];
  const outcome = await git.run(args, { cwd: repository, expect: ["unknown-revision"] });
  return { kind: outcome.reason === undefined ? "added" : "no-such-commit" };
}

/** The second half: the files of its commit. May go on in several work trees at once. */
export async function fillWorktree(git: Git, place: WorktreePlace): Promise<void> {
  const where = { cwd: place.path, env: placeEnv(place) };
  const guarded = await git.guard(where);
  await guarded.run(["reset", "--quiet", "--hard"], where);
}
