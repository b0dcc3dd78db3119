import { chmod, mkdir } from "node:fs/promises";

/** Makes a folder and what is missing above it, for the user alone (0700). One that is there gets these rights too. */
export async function createPrivateDirectory(directory: string): Promise<void> {
  const first = await mkdir(directory, { recursive: true, mode: 0o700 });
  if (first === undefined && process.platform !== "win32") await chmod(directory, 0o700);
}
