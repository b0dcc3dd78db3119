import type { Git, ObjectId } from "./git.ts";
import { type Person, personEnv } from "./person.ts";

export interface CommitRequest {
  readonly worktree: string;
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
  /** Adds everything first: changed, removed and untracked files. */
  readonly all?: boolean;
}

export type CommitOutcome =
  | { readonly kind: "committed"; readonly commit: ObjectId }
  | { readonly kind: "nothing-to-commit" };

/** Commits what is in the index of a work tree, on what is checked out there. */
export async function commit(git: Git, request: CommitRequest): Promise<CommitOutcome> {
  const { worktree, message, author, committer, all = false } = request;
  const guarded = await git.guard({ cwd: worktree });
  if (all) await guarded.run(["add", "--all", "--", ":/"], { cwd: worktree });
  const outcome = await guarded.run(
    ["commit", "--quiet", "--no-verify", "--allow-empty-message", "--cleanup=whitespace", "--file=-"],
    { cwd: worktree, env: personEnv(author, committer), stdin: message, okCodes: [0, 1] },
  );
  if (outcome.exitCode === 1) return { kind: "nothing-to-commit" };
  const head = await guarded.run(["rev-parse", "--verify", "HEAD^{commit}"], { cwd: worktree });
  return { kind: "committed", commit: head.stdout.toString().trim() };
}
