import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { isMissing } from "../platform/fs/exists.ts";
import { isInside } from "../platform/fs/path-inside.ts";

export interface FoundFile {
  /** From the worktree on, with slashes, as it was named. */
  readonly path: string;
  /** Absolute, without symbolic links. */
  readonly file: string;
  readonly size: number;
  readonly modifiedAt: number;
}

export type FindFileFailure = Failure<"file-not-found" | "outside-worktree" | "not-a-file">;

/**
 * A file of a worktree, by a path within it. Symbolic links are followed first and judged by where they lead: agents write
 * these folders, and nothing outside of them is anybody's to read through here.
 */
export async function findFile(worktree: string, name: string): Promise<Result<FoundFile, FindFileFailure>> {
  const wanted = path.resolve(worktree, name);
  const missing = fail("file-not-found", `There is no file ${name} in the worktree.`, {
    remedy: "It may have been renamed, or the worktree given back; look at the agent's branch in a review.",
  });
  if (name.includes("\0")) return missing;
  try {
    const [home, file] = [await realpath(worktree), await realpath(wanted)];
    if (!isInside(worktree, wanted) && !isInside(home, wanted)) return outside(name);
    if (!isInside(home, file)) return outside(name);
    const found = await stat(file);
    if (!found.isFile()) return fail("not-a-file", `${name} is no file but a folder or a device.`);
    const shown = path.relative(isInside(worktree, wanted) ? worktree : home, wanted);
    return ok({ path: shown.split(path.sep).join("/"), file, size: found.size, modifiedAt: found.mtimeMs });
  } catch (error) {
    if (isMissing(error) || isCode(error, "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EACCES")) return missing;
    throw error;
  }
}

function outside(name: string): Result<never, FindFileFailure> {
  return fail("outside-worktree", `${name} is not within the agent's worktree.`, {
    remedy: "Only files of the worktree are opened from here.",
  });
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
