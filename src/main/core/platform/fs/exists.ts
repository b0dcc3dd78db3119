import { lstat } from "node:fs/promises";

/** Whether something has that name: a file, a folder, also a link that leads nowhere. Throws when it cannot be known. */
export async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** The error of a file system call that found nothing there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
