import { type Failure, type Result, fail } from "../../../shared/model/result.ts";
import { GitError } from "../platform/git/git.ts";

/** What a system says when it does not let us write. */
const CODES = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM"]);

/** A workspace that cannot be opened because something in it cannot be written; undefined for any other error. */
export function unwritable(
  workspaceDir: string,
  error: unknown,
): Result<never, Failure<"workspace-not-writable">> | undefined {
  if (!isOfWriting(error)) return undefined;
  return fail("workspace-not-writable", `The workspace ${workspaceDir} cannot be written: ${error.message}`, {
    remedy: "Make room on the disk or make the folder writable, and try again. What was acknowledged before is safe.",
  });
}

function isOfWriting(error: unknown): error is Error {
  if (error instanceof GitError) return error.reason === "no-space" || error.reason === "read-only";
  return error instanceof Error && "code" in error && typeof error.code === "string" && CODES.has(error.code);
}
