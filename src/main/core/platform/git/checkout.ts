import type { Git, GitOptions, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { branchRef } from "./ref-name.ts";

export type CheckoutTarget =
  | { readonly detachAt: ObjectId }
  | { readonly branch: string }
  | { readonly newBranch: string; readonly at: ObjectId };

export type CheckoutOutcome =
  | { readonly kind: "switched" }
  /** Changes in the work tree are in the way; nothing was changed. */
  | { readonly kind: "would-overwrite"; readonly reason: string }
  | { readonly kind: "branch-exists" }
  /** Another work tree is on it. */
  | { readonly kind: "branch-in-use" }
  | { readonly kind: "not-found" };

/** Switches a work tree, keeping changes in it as git does. For work trees that Drover made. */
export async function checkout(
  git: Git,
  worktree: string,
  target: CheckoutTarget,
  { env }: Pick<GitOptions, "env"> = {},
): Promise<CheckoutOutcome> {
  const where = env === undefined ? { cwd: worktree } : { cwd: worktree, env };
  const guarded = await git.guard(where);
  const outcome = await guarded.run(["checkout", "--quiet", "--no-guess", ...targetArgs(target), "--"], {
    ...where,
    expect: ["would-overwrite", "branch-exists", "branch-in-use", "unknown-revision"],
  });
  switch (outcome.reason) {
    case undefined:
      return { kind: "switched" };
    case "would-overwrite":
      return { kind: "would-overwrite", reason: outcome.stderr.trim() };
    case "branch-exists":
    case "branch-in-use":
      return { kind: outcome.reason };
    default:
      return { kind: "not-found" };
  }
}

function targetArgs(target: CheckoutTarget): readonly string[] {
  if ("detachAt" in target) return ["--detach", objectId(target.detachAt)];
  if ("newBranch" in target) {
    branchRef(target.newBranch);
    return ["--no-track", "-b", target.newBranch, objectId(target.at)];
  }
  branchRef(target.branch);
  return [target.branch];
}
