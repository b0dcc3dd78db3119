import type { Failure, Result } from "../../../../shared/model/result.ts";
import type { ConflictFile, Submission } from "../../../../shared/model/submission.ts";

/**
 * What the merge queue does to a project's repositories. Commits are full object names; nothing here throws for what
 * can be expected of a repository that others use too. A `branch` is a short name of the origin's; left out, it is the project's target.
 */
export interface MergeRepository {
  /**
   * Brings the origin's newest commit of that branch into the vault, unless it was there so recently. By default it asks anew;
   * those who ask at the same time share an answer.
   */
  fetchTarget(
    project: string,
    branch?: string,
    options?: { readonly maxAgeMs?: number },
  ): Promise<Result<string, Failure<"unreachable" | "branch-not-found">>>;
  /**
   * Copies a submitted commit from the agents' clone into the vault and keeps it reachable there as `refs/drover/submissions/<id>`.
   * What was kept under that id before stays as `<id>.1`, `<id>.2` and so on.
   */
  keep(project: string, id: string, tip: string): Promise<Result<void, Failure<"commit-not-found">>>;
  /**
   * Puts what a submission has over `base` on top of `onto`: its commits replayed one by one where that loses nothing, else as one
   * merge. Writes objects only, in the vault; no work tree is needed. A batch is stacked by preparing each member onto the one before.
   */
  prepare(project: string, change: Change, onto: string): Promise<Preparation>;
  /** Paths that differ between the two; a renamed file counts as both. Remembered. */
  changedFiles(project: string, base: string, tip: string): Promise<readonly string[]>;
  /** What the sides of a conflicting file hold. Each is cut at `CONFLICT_TEXT_BYTES`. */
  conflictTexts(project: string, file: ConflictFile): Promise<ConflictTexts>;
  /**
   * Makes the commit that a conflict comes to with those answers, one for each conflicting file, on top of the conflict's `onto`.
   * It is kept by nobody yet: it is to be the new tip of the submission, with `onto` as its base.
   */
  resolve(
    project: string,
    conflict: ConflictFacts,
    resolution: Resolution,
  ): Promise<Result<string, Failure<"unresolved" | "cannot-sign">>>;
  /**
   * Moves the origin's branch from `expected` to `commit`, or leaves it alone; `commit` has to follow on `expected`. Landed is
   * only what was seen there afterwards.
   */
  land(
    project: string,
    move: { readonly branch?: string | undefined; readonly commit: string; readonly expected: string },
  ): Promise<Landing>;
  /** Writes one commit on top of `onto` that undoes a landing. It is kept by nobody yet. */
  invert(project: string, landed: Landed, onto: string): Promise<Inversion>;
  /** Whether the user has allowed by now what a refused landing asked for. */
  allows(project: string, consent: Submission["consent"]): boolean;
  isAncestor(project: string, commit: string, of: string): Promise<boolean>;
  describe(project: string, base: string, tip: string): Promise<Description>;
  /** Lets go of all tips that were kept for a submission. To be called when it has landed, or was salvaged. */
  forget(project: string, id: string): Promise<void>;
}

/** What is to land. */
export interface Change {
  readonly tip: string;
  /**
   * Where it parts from the target as its author knew it. What is reached from there is not its own, and is not landed with it even if
   * the target has lost it meanwhile.
   */
  readonly base: string;
  /** An `integration` always lands as one merge, so that it can be undone as one. Default: `work`. */
  readonly kind?: "work" | "revert" | "integration";
  /** Title of a merge, where one is made. */
  readonly title?: string;
}

export type Preparation =
  | { readonly kind: "prepared"; readonly commit: string }
  /** Everything it changes is in the target already. */
  | { readonly kind: "nothing-left" }
  | { readonly kind: "conflict"; readonly conflict: ConflictFacts }
  /** It could not be signed, as the project asks for. `reason` says what the user can do. */
  | { readonly kind: "blocked"; readonly reason: string };

/** How the whole of a submission collides with what it was to be put on. */
export interface ConflictFacts {
  readonly tip: string;
  readonly base: string;
  readonly onto: string;
  /** The tree as far as it could be merged; conflicting texts stand in it with git's marks. */
  readonly tree: string;
  readonly files: readonly ConflictFile[];
}

/** Enough of a source file to be resolved by hand; more is shown best in an editor. */
export const CONFLICT_TEXT_BYTES = 1024 * 1024;

/** What one side holds. */
export type SideText =
  | { readonly kind: "text"; readonly text: string; readonly truncated: boolean }
  | { readonly kind: "binary"; readonly bytes: number }
  /** The commit of another repository that a submodule is at. */
  | { readonly kind: "submodule"; readonly commit: string };

/** Absent where that side has no such file. */
export interface ConflictTexts {
  readonly base?: SideText;
  readonly ours?: SideText;
  readonly theirs?: SideText;
}

export interface Resolution {
  readonly author: { readonly name: string; readonly email: string };
  readonly message: string;
  readonly files: readonly FileResolution[];
}

export type FileResolution = { readonly path: string } & (
  | { readonly content: string }
  | { readonly take: "ours" | "theirs" }
  | { readonly delete: true }
);

export type Landing =
  | { readonly kind: "landed" }
  /** Somebody else moved the branch meanwhile. */
  | { readonly kind: "moved" }
  /** The branch may not be moved just now; `reason` says what the user can do, `consent` what they could allow. */
  | { readonly kind: "refused"; readonly reason: string; readonly consent?: Submission["consent"] };

export interface Description {
  readonly commits: { readonly id: string; readonly subject: string; readonly author: string }[];
  readonly files: string[];
}

/** What landed: its share of the branch. */
export interface Landed {
  /** Where the branch was just before it; absent in records of the time before that was noted. */
  readonly from: string | undefined;
  readonly to: string;
  /** As submitted. */
  readonly base: string;
  readonly tip: string;
  /** Title of what is undone, and a line below the message. */
  readonly title: string;
  readonly note: string;
}

export type Inversion =
  | { readonly kind: "inverted"; readonly commit: string }
  /** `onto` holds nothing of it any more. */
  | { readonly kind: "nothing-left" }
  | { readonly kind: "conflict"; readonly files: readonly string[] }
  /** `reason` says what the user can do. */
  | { readonly kind: "impossible"; readonly reason: string };
