import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { exists } from "../fs/exists.ts";
import { type Git, GitError, type GitOptions, type ObjectId } from "./git.ts";
import type { GitReason } from "./git-reason.ts";
import { objectId } from "./object-id.ts";
import { isOwnFolder, placeEnv, type WorktreePlace } from "./worktree-files.ts";
import { restoreLink } from "./worktree-recycling.ts";

/** By these a work tree has other settings, or other files, than the repository's: no checkout is whole there. */
const OF_ITS_OWN = ["config.worktree", "info", "rebase-merge", "rebase-apply", "BISECT_LOG"];
/** What a git that was killed leaves, here where only Drover's may be at work. */
const LOCKS = ["index.lock", "HEAD.lock"];
/** Failures that a work tree made anew would meet too. */
const NOT_ITS_FAULT: ReadonlySet<unknown> = new Set<GitReason>(["unknown-revision", "no-space"]);

/**
 * Brings a work tree in which anything may have run to a commit: every file as a fresh checkout has it, and besides them
 * nothing but what the repository ignores, such as build caches. Files that are as they should be are not written anew.
 * False when it cannot be made so and has to be discarded. Throws `GitError` where there is no such commit or no room.
 */
export async function resetWorktree(git: Git, place: WorktreePlace, commit: ObjectId): Promise<boolean> {
  if (!(await isOwnFolder(place)) || !(await isOrdinary(place.gitDir))) return false;
  await restoreLink(place);
  await Promise.all(LOCKS.map((lock) => rm(path.join(place.gitDir, lock), { force: true })));
  const where = { cwd: place.path, env: placeEnv(place) };
  const guarded = await git.guard(where);
  const [checkedOut, isHonest] = await Promise.all([
    succeeds(guarded.run(["checkout", "--quiet", "--force", "--detach", objectId(commit), "--"], where)),
    succeeds(hidesNothing(guarded, where)),
  ]);
  return checkedOut && isHonest && (await succeeds(guarded.run(["clean", "--quiet", "-ffd"], where)));
}

/** Files under these marks git takes for unchanged, whatever is in them. A checkout leaves the marks. */
async function hidesNothing(git: Git, where: GitOptions): Promise<boolean> {
  const listed = await git.run(["ls-files", "-v", "-z"], where);
  return !/(?:^|\0)(?:[a-z]|S) /.test(listed.stdout.toString("latin1"));
}

/** False for what a work tree made anew would not meet. */
async function succeeds(done: Promise<unknown>): Promise<boolean> {
  try {
    return (await done) !== false;
  } catch (error) {
    if (!(error instanceof GitError) || NOT_ITS_FAULT.has(error.reason)) throw error;
    return false;
  }
}

async function isOrdinary(gitDir: string): Promise<boolean> {
  const special = await Promise.all(OF_ITS_OWN.map((name) => exists(path.join(gitDir, name))));
  if (special.includes(true)) return false;
  const common = await readFile(path.join(gitDir, "commondir"), "utf8").catch(() => "");
  return common.trim() === "../..";
}
