import { hash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";

export type RuntimeFolderFailure = Failure<"runtime-folder-unsafe">;

/**
 * The folder for sockets, made if need be: the system's runtime folder, else one of our own in the temporary folder.
 * Nobody but the user may look into it. Paths in it are short, as socket paths must be.
 */
export function runtimeFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Result<string, RuntimeFolderFailure> {
  const system = env["XDG_RUNTIME_DIR"];
  const folder =
    system !== undefined && path.isAbsolute(system) && system.length <= LONGEST_PARENT
      ? path.join(system, "drover")
      : path.join(shortTemporary(), `drover-${process.getuid?.() ?? "user"}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const foreign = process.getuid !== undefined && found.uid !== process.getuid();
    if (foreign) return unsafe(folder, "it belongs to somebody else");
    if (!found.isDirectory()) return unsafe(folder, "it is no folder");
    if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
    return ok(folder);
  } catch (error) {
    return unsafe(folder, error instanceof Error ? error.message : String(error));
  }
}

/**
 * The path of a socket for that workspace, stable over restarts. `role` tells several of them apart, e.g. `core`.
 * On Windows it is a named pipe.
 */
export function socketPath(folder: string, workspaceDir: string, role: string): string {
  const name = `${role}-${hash("sha256", workspaceDir).slice(0, 16)}`;
  return process.platform === "win32" ? String.raw`\\.\pipe\drover-${name}` : path.join(folder, `${name}.sock`);
}

/** Socket paths end at 104 bytes on macOS and 108 on Linux, of which names of ours take up to 45. */
const LONGEST_PARENT = 55;

function shortTemporary(): string {
  return tmpdir().length <= LONGEST_PARENT ? tmpdir() : "/tmp";
}

function unsafe(folder: string, why: string): Result<never, RuntimeFolderFailure> {
  return fail("runtime-folder-unsafe", `The folder for Drover's sockets, ${folder}, cannot be used: ${why}.`, {
    remedy: "Remove it, or point XDG_RUNTIME_DIR at a folder of your own.",
  });
}
