import { readFile, rename } from "node:fs/promises";
import path from "node:path";
import { createPrivateDirectory } from "../fs/private-directory.ts";
import { exists } from "../fs/exists.ts";
import { writeFileAtomic } from "../fs/atomic-write.ts";
import type { Git } from "./git.ts";
import { DROVER_PERSON } from "./person.ts";
import { snapshotWorktree } from "./snapshot-worktree.ts";
import { moveWorktree, placeEnv, type WorktreePlace } from "./worktree-files.ts";

/** Below the folder of a project's work trees. */
export const KEPT = ".kept";

/** Where a work tree lies that is kept whole beside a salvage, by the salvage's ref. */
export function keptPlace(root: string, ref: string): string {
  return path.join(root, KEPT, path.basename(ref));
}

/**
 * Puts a work tree aside with all that is in it, ignored files and repositories of their own included, for a person to look at.
 * Others may have its branch: its HEAD names the commit alone, and what is under way is put aside in its folder too.
 */
export async function keepAside(git: Git, place: WorktreePlace, to: string): Promise<WorktreePlace> {
  await createPrivateDirectory(path.dirname(to));
  const { exitCode, stdout } = await git.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], {
    cwd: place.gitDir,
    env: placeEnv(place),
    okCodes: [0, 1],
  });
  if (exitCode === 0) await writeFileAtomic(path.join(place.gitDir, "HEAD"), stdout.toString(), { mode: 0o644 });
  for (const name of ["rebase-merge", "rebase-apply"]) {
    const folder = path.join(place.gitDir, name);
    if (await exists(folder)) await rename(folder, path.join(place.gitDir, `kept-${name}`));
  }
  return await moveWorktree(place, to);
}

/** Whether nobody was in a work tree that Drover keeps ready: at the commit where it was left, without a change. */
export async function isUntouched(git: Git, place: WorktreePlace, head: string): Promise<boolean> {
  const at = await readFile(path.join(place.gitDir, "HEAD"), "utf8").catch(() => "");
  if (at.trim() !== head) return false;
  const where = { cwd: place.path, env: placeEnv(place) };
  const guarded = await git.guard(where);
  const status = ["status", "--porcelain", "-z", "--untracked-files=normal", "--ignored", "--ignore-submodules=none"];
  const { exitCode, stdout } = await guarded.run(status, { ...where, okCodes: "any" });
  if (exitCode === 0 && stdout.length === 0) return true;
  // Git may call files changed that are as it checked them out, by how it would convert them.
  const { commit, embedded } = await snapshotWorktree(git, { place, person: DROVER_PERSON });
  return commit === head && embedded.length === 0;
}
