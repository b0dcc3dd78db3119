import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** An agent CLI that the tests drive: its program is named as it is. */
export interface PinnedCli {
  readonly id: string;
  readonly package: string;
  readonly version: string;
}

const versions = z.record(z.string(), z.object({ package: z.string(), version: z.string() }));

/** The one place where versions are named. */
export function pinnedClis(): readonly PinnedCli[] {
  const file = join(import.meta.dirname, "versions.json");
  return Object.entries(versions.parse(JSON.parse(readFileSync(file, "utf8")))).map(([id, one]) => ({ id, ...one }));
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where CLIs are kept for the tests: `DROVER_AGENT_CACHE`, else in the user's cache folder. */
export function agentCache(env: Environment): string {
  const own = env["DROVER_AGENT_CACHE"];
  if (own !== undefined && own !== "") return own;
  return join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "drover", "agents");
}

/** The folder of one version, whether it is there or not. */
export function folderOf(cache: string, { id, version }: PinnedCli): string {
  return join(cache, id, version);
}

/** The folder with its program, to be put into a PATH; undefined when it is not installed. */
export function installedIn(cache: string, cli: PinnedCli): string | undefined {
  const folder = join(folderOf(cache, cli), "node_modules", ".bin");
  return existsSync(join(folder, cli.id)) || existsSync(join(folder, `${cli.id}.cmd`)) ? folder : undefined;
}
