import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";

export interface AtomicWriteOptions {
  /** Rights of the new file. Default 0600: what Drover writes is the user's business alone. */
  readonly mode?: number;
  /**
   * Default true: it resolves when the bytes are on disk. False for what can be worked out again after a crash: then the
   * file is still old or new to every reader, but a crash of the machine may bring the old one back.
   */
  readonly durable?: boolean;
}

/**
 * Replaces a file whole: after a crash at any instant it holds the old bytes or the new ones. Resolves when they are on
 * disk. Throws what the file system throws; the old file is then untouched.
 */
export async function writeFileAtomic(
  file: string,
  contents: string | Uint8Array,
  { mode = 0o600, durable = true }: AtomicWriteOptions = {},
): Promise<void> {
  const folder = path.dirname(file);
  const draft = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(draft, "wx", mode);
    try {
      await handle.writeFile(contents);
      if (durable) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  if (durable) await syncDirectory(folder);
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
