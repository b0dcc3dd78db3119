import { readFile } from "node:fs/promises";
import path from "node:path";
import { exists, isMissing } from "../fs/exists.ts";
import { driverOverrides } from "./driver-overrides.ts";

type Overrides = Readonly<Record<string, string>>;

/** A place git runs in, as of `GitOptions`. */
export interface ConfiguredPlace {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * So long an answer counts while the repository's own settings stay letter for letter the same. The user's, which may
 * change meanwhile, are the user's own.
 */
const COUNTS_MS = 60_000;
/** Repositories have few different settings; more than that many are of somebody who changes them all the time. */
const REMEMBERED = 64;

interface Known {
  readonly overrides: Overrides;
  readonly at: number;
}

/**
 * `driverOverrides` without a process of git's where nothing can have changed: before half of what Drover does with git
 * stands that question.
 */
export function createKnownDrivers(
  now: () => number = () => performance.now(),
): (place: ConfiguredPlace, ask: (args: readonly string[]) => Promise<string>) => Promise<Overrides> {
  const known = new Map<string, Known>();
  return async (place, ask) => {
    const settings = await settingsOf(place);
    const before = settings === undefined ? undefined : known.get(settings);
    if (before !== undefined && now() - before.at < COUNTS_MS) return before.overrides;
    const overrides = await driverOverrides(ask);
    if (settings === undefined) return overrides;
    if (known.size >= REMEMBERED) known.clear();
    known.set(settings, { overrides, at: now() });
    return overrides;
  };
}

/** The repository's own settings; undefined where other files may belong to them, or where they are is not told. */
async function settingsOf({ cwd, env }: ConfiguredPlace): Promise<string | undefined> {
  const common = env?.["GIT_COMMON_DIR"] ?? ((await isBare(cwd)) ? cwd : undefined);
  if (common === undefined) return undefined;
  const own = env?.["GIT_DIR"] ?? common;
  const text = await textOf(path.join(common, "config"));
  const ofWorktree = await textOf(path.join(own, "config.worktree"));
  return /include/i.test(text) || /include/i.test(ofWorktree) ? undefined : `${text}\0${ofWorktree}`;
}

async function isBare(folder: string): Promise<boolean> {
  return (await exists(path.join(folder, "HEAD"))) && (await exists(path.join(folder, "objects")));
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return "";
    throw error;
  });
}
