import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { branchRef } from "./ref-name.ts";

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

export interface AttachWorktreeRequest {
  readonly repository: string;
  readonly path: string;
  /** An existing branch, taken as it is. */
  readonly branch: string;
}

/** `branch-in-use`: another work tree is on it. */
export type AttachWorktreeOutcome =
  | { readonly kind: "added" }
  | { readonly kind: "branch-in-use" }
  | { readonly kind: "no-such-branch" };

/** Makes a work tree on a branch that is there already. */
export async function attachWorktree(git: Git, request: AttachWorktreeRequest): Promise<AttachWorktreeOutcome> {
  const { repository, path, branch } = request;
  branchRef(branch);
  const guarded = await git.guard({ cwd: repository });
  const outcome = await guarded.run(["worktree", "add", "--quiet", "--no-guess-remote", "--", path, branch], {
    cwd: repository,
    expect: ["branch-in-use", "unknown-revision"],
  });
  if (outcome.reason === undefined) return { kind: "added" };
  return { kind: outcome.reason === "branch-in-use" ? "branch-in-use" : "no-such-branch" };
}
