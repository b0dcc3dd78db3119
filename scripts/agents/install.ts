import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { type PinnedCli, folderOf, installedIn } from "./cache.ts";

/** They are 100 to 400 MB each; the slowest of those tried took twelve seconds. */
const INSTALL_MS = 240_000;
/** npm is at the disk and the network, not at the processor, most of the time. */
const AT_ONCE = 3;

/**
 * Puts the CLIs that are missing into the cache; answers those that could not be had, with why. One that is half installed
 * when this is killed is never taken for one that is there.
 */
export async function installMissing(
  cache: string,
  clis: readonly PinnedCli[],
  tell: (line: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const failed = new Map<string, string>();
  const waiting = clis.filter((cli) => installedIn(cache, cli) === undefined);
  async function work(): Promise<void> {
    for (let cli = waiting.shift(); cli !== undefined; cli = waiting.shift()) {
      const started = performance.now();
      const problem = await install(cache, cli);
      const seconds = ((performance.now() - started) / 1_000).toFixed(0);
      if (problem === undefined) tell(`✓ installed ${cli.id} ${cli.version} (${seconds} s)`);
      else {
        failed.set(cli.id, problem);
        tell(`✗ ${cli.package}@${cli.version} could not be installed into ${cache}: ${problem}`);
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failed;
}

/** Answers what went wrong. */
async function install(cache: string, cli: PinnedCli): Promise<string | undefined> {
  const folder = folderOf(cache, cli);
  const fresh = join(cache, cli.id, `.${cli.version}.${process.pid}`);
  try {
    await mkdir(fresh, { recursive: true });
    await writeFile(join(fresh, "package.json"), '{ "private": true }\n');
    const problem = await npmInstall(fresh, `${cli.package}@${cli.version}`);
    if (problem !== undefined) return problem;
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await rename(fresh, folder);
    return installedIn(cache, cli) === undefined ? `the package has no program ${cli.id}` : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function npmInstall(folder: string, what: string): Promise<string | undefined> {
  const child = spawn("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", what], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    timeout: INSTALL_MS,
  });
  const [complaints] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (child.exitCode === 0) return undefined;
  if (child.signalCode !== null) return `it took longer than ${INSTALL_MS / 1_000} s`;
  const isTelling = (line: string) => line.startsWith("npm error") && !line.includes("complete log");
  return complaints.split("\n").find(isTelling) ?? `npm ended with ${String(child.exitCode)}`;
}
