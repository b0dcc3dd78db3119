import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../fs/exists.ts";
import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { isOwnFolder, placeEnv, type WorktreePlace } from "./worktree-files.ts";

/** What a work tree's folder in the repository holds when nothing special was done with it. */
const PLAIN = new Set([
  "HEAD",
  "ORIG_HEAD",
  "FETCH_HEAD",
  "COMMIT_EDITMSG",
  "commondir",
  "gitdir",
  "index",
  "logs",
  "refs",
  "locked",
]);

/**
 * Makes a used work tree like a fresh one at that commit, without a branch: files back, the rest removed, ignored files too.
 * Everything in it has to be safe before. False when it cannot be made so (something is under way in it, or it has settings
 * of its own): then it has to be discarded.
 */
export async function recycleWorktree(git: Git, place: WorktreePlace, commit: ObjectId): Promise<boolean> {
  if (!(await isOwnFolder(place)) || !(await isPlain(place.gitDir))) return false;
  await restoreLink(place);
  const where = { cwd: place.path, env: placeEnv(place) };
  const guarded = await git.guard(where);
  await guarded.run(["checkout", "--quiet", "--force", "--detach", objectId(commit), "--"], where);
  await guarded.run(["clean", "--quiet", "-ffdx"], where);
  // Where HEAD was before is its former user's, and safe by now.
  await rm(path.join(place.gitDir, "logs", "HEAD"), { force: true });
  const left = await guarded.run(["status", "--porcelain", "-z", "--ignored", "--untracked-files=normal"], where);
  return left.stdout.length === 0;
}

/** Writes the index anew where files in it are so young that git would have to read them again each time. */
export async function settleWorktree(git: Git, place: WorktreePlace): Promise<void> {
  const where = { cwd: place.path, env: placeEnv(place) };
  const guarded = await git.guard(where);
  // It exits with 1 when a file differs; who takes the work tree will see that.
  await guarded.run(["update-index", "-q", "--refresh"], { ...where, okCodes: [0, 1] });
}

async function isPlain(gitDir: string): Promise<boolean> {
  const names = await readdir(gitDir);
  const refs = await readdir(path.join(gitDir, "refs")).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const common = await readFile(path.join(gitDir, "commondir"), "utf8");
  return names.every((name) => PLAIN.has(name)) && refs.length === 0 && common.trim() === "../..";
}

/** The file by which git finds from the work tree to the repository, whatever was made of it meanwhile. */
export async function restoreLink({ path: worktree, gitDir }: WorktreePlace): Promise<void> {
  const file = path.join(worktree, ".git");
  const wanted = `gitdir: ${gitDir}\n`;
  const found = await readFile(file, "utf8").catch(() => "");
  if (found === wanted) return;
  await rm(file, { recursive: true, force: true });
  await writeFile(file, wanted);
}
