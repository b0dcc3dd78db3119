import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import path from "node:path";
import { resolveEmbeddedGitDir, resolveGitBinary } from "dugite";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { ProcessStartError, type ProcessRunner } from "../process/process-runner.ts";

/** Which git serves, and how dugite is told of it. */
export interface GitLocation {
  readonly kind: "bundled" | "system";
  /** Holds `bin/git` (`cmd/git.exe` on Windows). */
  readonly directory: string;
  /** Where its own commands are; dugite knows those of the bundled one. */
  readonly execPath: string | undefined;
  /** As it says itself, e.g. `2.39.5`. */
  readonly version: string;
}

/** merge-tree --write-tree and with it merging without a work tree came with 2.38. */
const OLDEST = [2, 38] as const;

export type GitFindFailure = Failure<"git-missing" | "git-too-old">;

export interface FindGitDeps {
  /** Any that can run programs; it need not know git yet. */
  readonly runner: Pick<ProcessRunner, "run">;
  /** The environment whose PATH is searched. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** dugite's download; overridden where packages put it elsewhere, and in tests. */
  readonly bundledDirectory?: string;
}

/** The git that came with Drover where it was downloaded, else the system's. */
export async function findGit(deps: FindGitDeps): Promise<Result<GitLocation, GitFindFailure>> {
  const { runner, env, bundledDirectory = resolveEmbeddedGitDir() } = deps;
  const bundled = resolveGitBinary(bundledDirectory);
  if (await isExecutable(bundled)) {
    const version = await ask(runner, bundled, "--version");
    if (version !== undefined) {
      return ok({ kind: "bundled", directory: bundledDirectory, execPath: undefined, version: parseVersion(version) });
    }
  }
  const found = await searchPath(env["PATH"] ?? "");
  const version = found === undefined ? undefined : await ask(runner, found, "--version");
  const execPath = found === undefined ? undefined : await ask(runner, found, "--exec-path");
  if (found === undefined || version === undefined || execPath === undefined) {
    return fail("git-missing", "Drover needs git and found none, neither its own nor on the PATH.", {
      remedy: `Install git ${OLDEST.join(".")} or newer (https://git-scm.com), then start Drover again.`,
    });
  }
  const number = parseVersion(version);
  if (isOlder(number)) {
    return fail("git-too-old", `Drover needs git ${OLDEST.join(".")} or newer; ${found} is ${number}.`, {
      remedy: "Update git (https://git-scm.com), then start Drover again.",
      details: { path: found, version: number },
    });
  }
  return ok({ kind: "system", directory: await installation(found, execPath), execPath, version: number });
}

/** dugite wants the folder above `bin`; what is on the PATH may be a link or a shim for another one. */
async function installation(found: string, execPath: string): Promise<string> {
  const besideItsCommands = path.resolve(execPath, "..", "..");
  if (await isExecutable(resolveGitBinary(besideItsCommands))) return besideItsCommands;
  const real = path.resolve(await realpath(found), "..", "..");
  return (await isExecutable(resolveGitBinary(real))) ? real : path.resolve(found, "..", "..");
}

async function searchPath(searched: string): Promise<string | undefined> {
  const name = process.platform === "win32" ? "git.exe" : "git";
  for (const folder of searched.split(path.delimiter)) {
    const file = path.join(folder, name);
    if (path.isAbsolute(folder) && (await isExecutable(file))) return file;
  }
  return undefined;
}

async function ask(runner: Pick<ProcessRunner, "run">, file: string, question: string): Promise<string | undefined> {
  try {
    const outcome = await runner.run({
      file,
      args: [question],
      cwd: path.parse(file).root,
      env: {},
      timeoutMs: 10_000,
    });
    return outcome.exitCode === 0 ? Buffer.from(outcome.stdout).toString().trim() : undefined;
  } catch (error) {
    if (error instanceof ProcessStartError) return undefined;
    throw error;
  }
}

/** `git version 2.39.5 (Apple Git-154)` → `2.39.5` */
function parseVersion(text: string): string {
  return /\d+(?:\.\d+)+/.exec(text)?.[0] ?? "0.0";
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
