import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";

export interface AtomicWriteOptions {
  /** Rights of the new file. Default 0600: what Drover writes is the user's business alone. */
  readonly mode?: number;
}

/**
 * Replaces a file whole: after a crash at any instant it holds the old bytes or the new ones. Resolves when they are on
 * disk. Throws what the file system throws; the old file is then untouched.
 */
export async function writeFileAtomic(
  file: string,
  contents: string | Uint8Array,
  { mode = 0o600 }: AtomicWriteOptions = {},
): Promise<void> {
  const folder = path.dirname(file);
  const draft = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(draft, "wx", mode);
    try {
      await handle.writeFile(contents);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncDirectory(folder);
}

/** Makes the names in a folder durable. Windows has no such call and needs none. */
export async function syncDirectory(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
