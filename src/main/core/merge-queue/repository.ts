import type { Failure, Result } from "../../../shared/model/result.ts";

/**
 * What the merge queue does to a project's repositories. Commits are full object names; nothing here throws for what
 * can be expected of a repository that others use too.
 */
export interface MergeRepository {
  /**
   * Brings the origin's newest target branch into the vault, unless it was there so recently. By default it asks anew; those
   * who ask at the same time share an answer.
   */
  fetchTarget(
    project: string,
    options?: { readonly maxAgeMs?: number },
  ): Promise<Result<string, Failure<"unreachable" | "branch-not-found">>>;
  /** Copies a submitted commit from the agents' clone into the vault and keeps it reachable there as `refs/drover/submissions/<id>`. */
  keep(project: string, id: string, tip: string): Promise<Result<void, Failure<"commit-not-found">>>;
  /** Replays what `tip` has over the target on top of `onto`, in the coordinator's worktree. */
  prepare(project: string, tip: string, onto: string): Promise<Preparation>;
  /** A work tree at that commit, clean but for ignored files such as build caches. */
  checkoutForGates(project: string, commit: string): Promise<string>;
  /** Moves the origin's target from `expected` to `commit`, or leaves it alone. */
  land(project: string, commit: string, expected: string): Promise<Landing>;
  isAncestor(project: string, commit: string, of: string): Promise<boolean>;
  describe(project: string, base: string, tip: string): Promise<Description>;
}

export type Preparation =
  | { readonly kind: "prepared"; readonly commit: string }
  /** Everything it changes is in the target already. */
  | { readonly kind: "nothing-left" }
  | { readonly kind: "conflict"; readonly files: readonly string[] };

export type Landing =
  | { readonly kind: "landed" }
  /** Somebody else moved the target meanwhile. */
  | { readonly kind: "moved" }
  /** The target may not be moved just now; `reason` says what the user can do. */
  | { readonly kind: "refused"; readonly reason: string };

export interface Description {
  readonly commits: { readonly id: string; readonly subject: string; readonly author: string }[];
  readonly files: string[];
}
