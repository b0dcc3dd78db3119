import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type PtyHostEndpoint, ptyHostEndpoint } from "../../../../shared/wire/pty-host-protocol.ts";

/** The endpoint files of hosts in that folder. Damaged ones are left alone: a newer version may know what they are. */
export async function readEndpoints(folder: string): Promise<readonly PtyHostEndpoint[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const found = await Promise.all(
    names.filter((name) => name.endsWith(".json")).map((name) => readEndpoint(folder, name.slice(0, -".json".length))),
  );
  return found.filter((endpoint) => endpoint !== undefined);
}

/** Undefined while there is none, or none that makes sense. */
export async function readEndpoint(folder: string, id: string): Promise<PtyHostEndpoint | undefined> {
  try {
    const parsed = ptyHostEndpoint.safeParse(JSON.parse(await readFile(join(folder, `${id}.json`), "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Removes what a host that is gone left behind. */
export async function removeEndpoint(folder: string, endpoint: PtyHostEndpoint): Promise<void> {
  await rm(join(folder, `${endpoint.id}.json`), { force: true });
  if (process.platform !== "win32") await rm(endpoint.socket, { force: true });
}

/** Whether a process of that number exists. A number can be used again, so only "no" is certain. */
export function mayBeAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
