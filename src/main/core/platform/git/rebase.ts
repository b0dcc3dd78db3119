import { stat } from "node:fs/promises";
import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { committerEnv, type Person } from "./person.ts";
import { readStatus } from "./status.ts";

export interface RebaseRequest {
  /** A work tree of Drover's; what it has checked out is rebased. */
  readonly worktree: string;
  /** The new base. */
  readonly onto: ObjectId;
  /** Commits from here on are not taken along; `onto` itself when left out. */
  readonly upstream?: ObjectId;
  /** Authors stay who they were. */
  readonly committer: Person;
}

export type RebaseOutcome =
  | { readonly kind: "done"; readonly head: ObjectId }
  /** All its changes are in the new base already: HEAD is there now. */
  | { readonly kind: "nothing"; readonly head: ObjectId }
  /** Stopped in the middle, for somebody to resolve or for `abortRebase`. */
  | { readonly kind: "conflict"; readonly files: readonly string[] }
  /** The work tree is not clean; nothing was changed. */
  | { readonly kind: "dirty"; readonly files: readonly string[] };

/** Rebases what is checked out in a work tree; merges in between are made flat. */
export async function rebase(
  git: Git,
  { worktree, onto, upstream = onto, committer }: RebaseRequest,
): Promise<RebaseOutcome> {
  const guarded = await git.guard({ cwd: worktree });
  const flags = [
    "--quiet",
    "--no-autostash",
    "--no-autosquash",
    "--no-rebase-merges",
    "--no-fork-point",
    "--no-gpg-sign",
    "--no-verify",
  ];
  const settings = ["-c", "rebase.updateRefs=false", "-c", "core.editor=true", "-c", "rebase.backend=merge"];
  const outcome = await guarded.run(
    [...settings, "rebase", ...flags, "--empty=drop", "--onto", objectId(onto), objectId(upstream)],
    { cwd: worktree, env: committerEnv(committer), okCodes: [0, 1], expect: ["would-overwrite"] },
  );
  if (outcome.exitCode === 0) {
    const head = (await guarded.run(["rev-parse", "--verify", "HEAD^{commit}"], { cwd: worktree })).stdout
      .toString()
      .trim();
    return { kind: head === onto ? "nothing" : "done", head };
  }
  const status = await readStatus(git, worktree);
  if (await isRebasing(git, worktree)) {
    return {
      kind: "conflict",
      files: status.files.filter((file) => file.kind === "unmerged").map((file) => file.path),
    };
  }
  return { kind: "dirty", files: status.files.map((file) => file.path) };
}

/** Back to where it was before the rebase. False when none was going on. */
export async function abortRebase(git: Git, worktree: string): Promise<boolean> {
  if (!(await isRebasing(git, worktree))) return false;
  const guarded = await git.guard({ cwd: worktree });
  await guarded.run(["rebase", "--abort"], { cwd: worktree });
  return true;
}

export async function isRebasing(git: Git, worktree: string): Promise<boolean> {
  for (const name of ["rebase-merge", "rebase-apply"]) {
    const { stdout } = await git.run(["rev-parse", "--path-format=absolute", "--git-path", name], { cwd: worktree });
    const found = await stat(stdout.toString().replace(/\n$/, "")).catch(() => undefined);
    if (found !== undefined) return true;
  }
  return false;
}
