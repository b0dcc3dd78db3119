import { lstat, readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type PtyHostEndpoint, ptyHostEndpoint } from "../../../../shared/wire/pty-host-protocol.ts";

/**
 * The endpoint files of hosts in that folder. Damaged ones are left alone: a newer version may know what they are. One that
 * somebody else owns or may write to would lead keystrokes and terminals to them: it is reported, and not used.
 */
export async function readEndpoints(
  folder: string,
  report: (error: Error) => void = () => {},
): Promise<readonly PtyHostEndpoint[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith(".json"));
  if (files.length > 0 && !(await isOursAlone(folder, 0o022))) {
    report(new Error(`${folder} is not ours alone to write to: PTY hosts in it are not used. Give it mode 0700.`));
    return [];
  }
  const found = await Promise.all(
    files.map(async (name) => {
      if (await isOursAlone(join(folder, name), 0o077)) return readEndpoint(folder, name.slice(0, -".json".length));
      report(
        new Error(`${join(folder, name)} is not readable by us alone: this PTY host is not used. Remove the file.`),
      );
      return undefined;
    }),
  );
  return found.filter((endpoint) => endpoint !== undefined);
}

/** Whether it is a plain file or folder of this user, on which others have none of these rights. */
async function isOursAlone(path: string, forbidden: number): Promise<boolean> {
  if (process.getuid === undefined) return true;
  const found = await lstat(path).catch(() => undefined);
  // What vanished meanwhile is nobody's.
  if (found === undefined) return true;
  return !found.isSymbolicLink() && found.uid === process.getuid() && (found.mode & forbidden) === 0;
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
