import { lstat } from "node:fs/promises";
import path from "node:path";
import type { Git, ObjectId } from "./git.ts";
import type { WorktreePlace } from "./worktree-files.ts";
import { stateFiles } from "./worktree-state.ts";

/** Writes the files by which git goes on with what is under way, as a tree. Undefined where nothing is. */
export async function writeState(
  git: Git,
  place: WorktreePlace,
  env: Readonly<Record<string, string>>,
): Promise<ObjectId | undefined> {
  const files = await stateFiles(place);
  if (files.length === 0) return undefined;
  const where = { cwd: place.gitDir, env: { ...env, GIT_INDEX_FILE: `${env["GIT_INDEX_FILE"] ?? ""}-state` } };
  const hashed = await git.run(["hash-object", "-w", "--no-filters", "--stdin-paths"], {
    ...where,
    stdin: files.map((file) => `${path.join(place.gitDir, file)}\n`).join(""),
  });
  const ids = hashed.stdout.toString().split("\n");
  const lines: string[] = [];
  for (const [at, file] of files.entries()) {
    const isExecutable = ((await lstat(path.join(place.gitDir, file))).mode & 0o100) !== 0;
    lines.push(`${isExecutable ? "100755" : "100644"} ${ids[at] ?? ""} 0\t${file}\0`);
  }
  await git.run(["update-index", "-z", "--add", "--index-info"], { ...where, stdin: lines.join("") });
  return (await git.run(["write-tree"], where)).stdout.toString().trim();
}
