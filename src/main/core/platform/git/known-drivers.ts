import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMissing } from "../fs/exists.ts";
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
    const settings = settingsOf(place);
    const before = settings === undefined ? undefined : known.get(settings);
    if (before !== undefined && now() - before.at < COUNTS_MS) return before.overrides;
    const overrides = await driverOverrides(ask);
    if (settings === undefined) return overrides;
    if (known.size >= REMEMBERED) known.clear();
    known.set(settings, { overrides, at: now() });
    return overrides;
  };
}

/**
 * The repository's own settings; undefined where other files may belong to them, or where they are is not told. Small files,
 * read at once: through the thread pool they would cost as much as the process that is spared.
 */
function settingsOf({ cwd, env }: ConfiguredPlace): string | undefined {
  const common = env?.["GIT_COMMON_DIR"] ?? (isBare(cwd) ? cwd : undefined);
  if (common === undefined) return undefined;
  const text = textOf(path.join(common, "config"));
  const ofWorktree = textOf(path.join(env?.["GIT_DIR"] ?? common, "config.worktree"));
  return /include/i.test(text) || /include/i.test(ofWorktree) ? undefined : `${text}\0${ofWorktree}`;
}

function isBare(folder: string): boolean {
  return existsSync(path.join(folder, "HEAD")) && existsSync(path.join(folder, "objects"));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
}
