import { randomBytes } from "node:crypto";
import { chmod, readFile } from "node:fs/promises";
import path from "node:path";
import { writeFileAtomic } from "../platform/fs/atomic-write.ts";
import { isMissing } from "../platform/fs/exists.ts";
import type { WorkspaceLock } from "../platform/store/workspace-lock.ts";

/** Only the user may read it: whoever can, is the user to Drover. */
const MODE = 0o600;

/** The workspace's secret, made at first use. One that was damaged is replaced, which makes all tokens void. */
export async function workspaceSecret(lock: WorkspaceLock): Promise<string> {
  const file = path.join(lock.workspaceDir, ".drover", "secret");
  const found = await readIfThere(file);
  if (found !== undefined && /^[0-9a-f]{64}$/.test(found)) {
    await chmod(file, MODE);
    return found;
  }
  const secret = randomBytes(32).toString("hex");
  await writeFileAtomic(file, `${secret}\n`, { mode: MODE });
  return secret;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
