import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Git } from "./git.ts";
import { type WorktreePlace, placeEnv } from "./worktree-files.ts";

/**
 * Makes the folder of a work tree again that somebody removed: every file as it was staged last. The branch, the index and
 * what is under way were never in that folder, and stay as they are; what was in it alone is gone. Without hooks.
 */
export async function bringBackWorktree(git: Git, place: WorktreePlace): Promise<void> {
  await mkdir(place.path, { recursive: true });
  await writeFile(path.join(place.path, ".git"), `gitdir: ${place.gitDir}\n`);
  await git.run(["checkout-index", "--all", "--force", "--index"], { cwd: place.path, env: placeEnv(place) });
}
