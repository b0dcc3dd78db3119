import { readFileSync } from "node:fs";
import { lstat, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeFileAtomic } from "../fs/atomic-write.ts";
import { isMissing } from "../fs/exists.ts";
import type { Trash } from "../fs/trash.ts";
import { relinkSubmodules } from "./submodule-links.ts";

/** A work tree and its own folder within the repository, which names it: `<repository>/worktrees/<id>`. */
export interface WorktreePlace {
  readonly path: string;
  readonly gitDir: string;
}

/**
 * The places of a repository's work trees as the repository has them written down. What a work tree's own `.git` file
 * says is not asked: agents can write it, and nothing may lead Drover to somebody else's checkout.
 */
export async function worktreePlaces(repository: string): Promise<readonly WorktreePlace[]> {
  const folder = path.join(repository, "worktrees");
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const places = await Promise.all(names.map((name) => readPlace(path.join(folder, name))));
  return places.filter((place) => place !== undefined);
}

export async function placeOf(repository: string, worktree: string): Promise<WorktreePlace | undefined> {
  const hinted = placeByHint(repository, worktree);
  return hinted ?? (await worktreePlaces(repository)).find((place) => place.path === worktree);
}

/**
 * The work tree's own word says only where to look; what the repository has written down there decides. Two tiny files,
 * read at once: through the thread pool each would cost ten times as much, and all of a hundred work trees a noticeable pause.
 */
function placeByHint(repository: string, worktree: string): WorktreePlace | undefined {
  try {
    const gitDir = /^gitdir: (.+)\n?$/.exec(readFileSync(path.join(worktree, ".git"), "utf8"))?.[1] ?? "";
    if (path.dirname(gitDir) !== path.join(repository, "worktrees")) return undefined;
    const written = readFileSync(path.join(gitDir, "gitdir"), "utf8").replace(/\n$/, "");
    return path.dirname(path.resolve(gitDir, written)) === worktree ? { path: worktree, gitDir } : undefined;
  } catch {
    // Gone, or made into something else: then all of them are looked through.
    return undefined;
  }
}

async function readPlace(gitDir: string): Promise<WorktreePlace | undefined> {
  try {
    const written = (await readFile(path.join(gitDir, "gitdir"), "utf8")).replace(/\n$/, "");
    return { path: path.dirname(path.resolve(gitDir, written)), gitDir };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Whether its path is a folder itself. Where somebody has put a link in its place, a checkout or a clean-up would go through
 * it, into a folder that is not Drover's.
 */
export async function isOwnFolder({ path: worktree }: WorktreePlace): Promise<boolean> {
  try {
    return (await lstat(worktree)).isDirectory();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Variables that hold git to this work tree, whatever lies in it. */
export function placeEnv({ path: worktree, gitDir }: WorktreePlace): Record<string, string> {
  return { GIT_DIR: gitDir, GIT_WORK_TREE: worktree, GIT_COMMON_DIR: path.resolve(gitDir, "..", "..") };
}

/** Keeps `git worktree prune` off a work tree that is on its way; by this text we know that we put the lock there. */
const MOVING = "moved by drover\n";

/**
 * Gives a work tree another path on the same file system. Does what `git worktree move` does without reading the index
 * of the whole tree. After a crash in the middle `finishMove` mends it, knowing where it may be.
 */
export async function moveWorktree(place: WorktreePlace, to: string): Promise<WorktreePlace> {
  const lock = path.join(place.gitDir, "locked");
  await writeFile(lock, MOVING);
  await rename(place.path, to);
  // Not synced: right after a large checkout that takes as long as the checkout, and a restart finds the place anyway.
  await writeFileAtomic(path.join(place.gitDir, "gitdir"), `${path.join(to, ".git")}\n`, {
    mode: 0o644,
    durable: false,
  });
  const moved = { path: to, gitDir: place.gitDir };
  await relinkSubmodules(moved);
  await rm(lock);
  return moved;
}

/** Sets right what a crash left of a move. `path` is where the work tree is. */
export async function finishMove({ path: worktree, gitDir }: WorktreePlace): Promise<void> {
  const written = await readFile(path.join(gitDir, "gitdir"), "utf8").catch(() => "");
  const wanted = `${path.join(worktree, ".git")}\n`;
  if (written !== wanted) await writeFileAtomic(path.join(gitDir, "gitdir"), wanted, { mode: 0o644, durable: false });
  await relinkSubmodules({ path: worktree, gitDir });
  const lock = path.join(gitDir, "locked");
  const text = await readFile(lock, "utf8").catch(() => undefined);
  if (text === MOVING) await rm(lock);
}

/**
 * Forgets a work tree and discards its files, at once: renames both folders instead of emptying them. Whatever was in it
 * has to be safe before. Branches stay.
 */
export async function discardWorktree(place: WorktreePlace, trash: Trash): Promise<void> {
  await trash.discard(place.path);
  await trash.discard(place.gitDir);
}
