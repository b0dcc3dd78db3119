import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "./exists.ts";

/**
 * Makes a folder and what is missing above it; answers whether it was missing. Node's own recursive mkdir never ends
 * where a folder that is there answers "not found" to whatever is made in it, as /proc does.
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<boolean> {
  const parent = path.dirname(folder);
  try {
    return await makeOne(folder, mode);
  } catch (error) {
    if (!isMissing(error) || parent === folder) throw error;
  }
  await makeFolder(parent, mode);
  return makeOne(folder, mode);
}

async function makeOne(folder: string, mode: number): Promise<boolean> {
  try {
    await mkdir(folder, { mode });
    return true;
  } catch (error) {
    if (await isFolder(folder)) return false;
    throw error;
  }
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}
