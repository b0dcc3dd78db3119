import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

export interface ShimDeps {
  /** Gets the program `drover`; first in the PATH of every session. */
  readonly dir: string;
  /** Node, and the entry of the command line. */
  readonly node: string;
  readonly cliEntry: string;
}

/**
 * Writes the program `drover` that sessions call, so that it is there and is ours whatever the user has installed. It only
 * changes when the paths do, and then at once: a session that starts it meanwhile gets the old or the new one.
 */
export async function writeShim({ dir, node, cliEntry }: ShimDeps): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (process.platform === "win32") {
    await put(shimFile(dir), `@"${node}" "${cliEntry}" %*\r\n`);
    return;
  }
  await put(shimFile(dir), `#!/bin/sh\nexec ${quote(node)} ${quote(cliEntry)} "$@"\n`);
}

/** The program itself. */
export function shimFile(dir: string): string {
  return path.join(dir, process.platform === "win32" ? "drover.cmd" : "drover");
}

async function put(file: string, text: string): Promise<void> {
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before === text) return;
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, text);
  await chmod(fresh, 0o755);
  await rename(fresh, file);
}

/** One word for a POSIX shell, whatever is in it. */
function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
