import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { exists } from "../fs/exists.ts";

/** As `WorktreePlace`. */
interface Place {
  readonly path: string;
  readonly gitDir: string;
}

const WORKTREE = /^(\s*worktree\s*=\s*)(.*)$/m;

/**
 * Leads submodules and their repositories to one another again after their work tree was moved: git writes down the way from one to the
 * other, both ways. What is not as git makes it is left as it is.
 */
export async function relinkSubmodules(place: Place): Promise<void> {
  for (const repository of await modulesIn(path.join(place.gitDir, "modules"))) {
    const config = path.join(repository, "config");
    const text = await readFile(config, "utf8").catch(() => "");
    const before = WORKTREE.exec(text)?.[2]?.trim();
    const folder = before === undefined ? undefined : await folderOf(place, repository, before);
    if (folder === undefined) continue;
    await writeFile(path.join(folder, ".git"), `gitdir: ${path.relative(folder, repository)}\n`);
    const now = path.relative(repository, folder);
    if (now === before) continue;
    const moved = text.replace(WORKTREE, (_line, key: string) => key + now);
    await writeFile(config, moved);
  }
}

/** Repositories of submodules, and of theirs. A name may have slashes in it. */
async function modulesIn(folder: string): Promise<readonly string[]> {
  if (!(await exists(folder))) return [];
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const at = path.join(folder, entry.name);
    const isRepository = await exists(path.join(at, "HEAD"));
    if (isRepository) found.push(at);
    found.push(...(await modulesIn(isRepository ? path.join(at, "modules") : at)));
  }
  return found;
}

/** Where the submodule is now: the end of the way to where it was, and its own link names this repository. */
async function folderOf(
  { path: worktree, gitDir }: Place,
  repository: string,
  before: string,
): Promise<string | undefined> {
  const tail = path.join(path.basename(gitDir), path.relative(gitDir, repository));
  const parts = path.resolve(repository, before).split(path.sep);
  for (let at = 1; at < parts.length; at++) {
    const folder = path.join(worktree, ...parts.slice(at));
    const link = await readFile(path.join(folder, ".git"), "utf8").catch(() => "");
    if (link.startsWith("gitdir: ") && link.trimEnd().endsWith(`${path.sep}${tail}`)) return folder;
  }
  return undefined;
}
