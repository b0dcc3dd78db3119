import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Operation } from "../../../../shared/model/salvage.ts";
import type { Git } from "./git.ts";
import { branchInWork, operationOf } from "./worktree-state.ts";
import { type WorktreePlace, worktreePlaces } from "./worktree-files.ts";

export interface BusyCheckout {
  readonly path: string;
  readonly operation: Operation;
}

/**
 * A work tree of a repository on this machine that is in the middle of something with a branch. Git would move the branch
 * under it where it may move what is checked out, and what was begun could not be finished.
 */
export async function busyCheckout(git: Git, repository: string, branch: string): Promise<BusyCheckout | undefined> {
  for (const place of await placesOf(git, repository)) {
    const operation = await operationOf(place);
    if (operation === undefined) continue;
    if ((await branchInWork(place)) === branch || (await bisectedBranch(place)) === branch) {
      return { path: place.path, operation };
    }
  }
  return undefined;
}

async function placesOf(git: Git, repository: string): Promise<readonly WorktreePlace[]> {
  const asked = await git.run(["rev-parse", "--path-format=absolute", "--git-common-dir"], {
    cwd: repository,
    expect: ["not-a-repository", "dubious-ownership"],
  });
  if (asked.reason !== undefined) return [];
  const gitDir = asked.stdout.toString().replace(/\n$/, "");
  const main = path.basename(gitDir) === ".git" ? path.dirname(gitDir) : gitDir;
  return [{ path: main, gitDir }, ...(await worktreePlaces(gitDir))];
}

async function bisectedBranch({ gitDir }: WorktreePlace): Promise<string> {
  return (await readFile(path.join(gitDir, "BISECT_START"), "utf8").catch(() => "")).trim();
}
