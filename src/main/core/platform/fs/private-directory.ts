import { chmod } from "node:fs/promises";
import { makeFolder } from "./make-folder.ts";

/** Makes a folder and what is missing above it, for the user alone (0700). One that is there gets these rights too. */
export async function createPrivateDirectory(directory: string): Promise<void> {
  const isNew = await makeFolder(directory, 0o700);
  if (!isNew && process.platform !== "win32") await chmod(directory, 0o700);
}
