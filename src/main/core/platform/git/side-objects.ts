import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * A place for objects that nobody needs for long, such as the trees of trial merges. Git finds those of other repositories
 * through it, and writes its own there alone. What is in it may be removed whenever no git runs with it.
 */
export interface SideObjects {
  /** For git, beside the `cwd` of a repository whose settings are to count. */
  readonly env: Readonly<Record<string, string>>;
  /** Empties it. */
  clear(): Promise<void>;
}

/** Opens one in a folder of its own, empty. `borrowed`: absolute paths of bare repositories. */
export async function openSideObjects(folder: string, borrowed: readonly string[]): Promise<SideObjects> {
  const objects = path.join(folder, "objects");
  async function clear(): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(path.join(objects, "info"), { recursive: true, mode: 0o700 });
    await writeFile(path.join(objects, "info", "alternates"), borrowed.map((one) => `${lineOf(one)}\n`).join(""));
  }
  await clear();
  return { env: { GIT_OBJECT_DIRECTORY: objects }, clear };
}

/** A path that starts with a quote is read in C style; others are taken as they are, up to the line's end. */
function lineOf(repository: string): string {
  const objects = path.join(repository, "objects");
  return /^"|[\n]/.test(objects) ? JSON.stringify(objects) : objects;
}
