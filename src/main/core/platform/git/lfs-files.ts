import { constants } from "node:fs";
import { copyFile, lstat, open } from "node:fs/promises";
import path from "node:path";
import { exists } from "../fs/exists.ts";
import type { Git, ObjectId } from "./git.ts";
import { hasGitLfs, keepObject, lfsUrl, pointedAt, storedAt } from "./lfs.ts";
import { objectId } from "./object-id.ts";

/** A large file on a slow line. */
const FETCH_LIMIT_MS = 30 * 60_000;
/** Longer files are no pointers. */
const LONGEST_POINTER = 1024;

export interface LargeFiles {
  /** Bare, Drover's alone. */
  readonly vault: string;
  /** Where agents work: Git LFS keeps there what they have added. */
  readonly clone: string;
  /** Path or URL. */
  readonly origin: string;
  readonly commit: ObjectId;
  /** Has just been brought to that commit, with pointers in it. */
  readonly worktree: string;
}

/**
 * Puts the contents of large files where their pointers stand. Git LFS fetches what is not here, in the vault, and writes no file: in a
 * work tree it would go by settings that agents can write. What cannot be had stays a pointer, as everything does without git-lfs.
 */
export async function fillLargeFiles(git: Git, files: LargeFiles): Promise<void> {
  const { vault, clone, origin, commit, worktree } = files;
  if (!(await hasGitLfs(git, vault))) return;
  const { stdout } = await git.run(["lfs", "ls-files", "--name-only", objectId(commit)], { cwd: vault });
  const pointers: { readonly file: string; readonly oid: string }[] = [];
  for (const name of stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "")) {
    const file = path.join(worktree, name);
    const oid = await pointerIn(file);
    if (oid !== undefined) pointers.push({ file, oid });
  }
  let missing = 0;
  for (const { oid } of pointers) if (!(await keepObject({ vault, clone, oid }))) missing += 1;
  if (missing > 0) {
    const args = ["lfs", "fetch", lfsUrl(origin), objectId(commit)];
    await git.run(args, { cwd: vault, okCodes: "any", timeoutMs: FETCH_LIMIT_MS });
  }
  for (const { file, oid } of pointers) {
    const stored = storedAt(vault, oid);
    // Contents over what is there: the file's mode stays.
    if (await exists(stored)) await copyFile(stored, file, constants.COPYFILE_FICLONE);
  }
}

async function pointerIn(file: string): Promise<string | undefined> {
  const found = await lstat(file).catch(() => undefined);
  if (found?.isFile() !== true || found.size > LONGEST_POINTER) return undefined;
  await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  return pointedAt(await handle.readFile());
}
