import path from "node:path";
import { shareRuns } from "../../base/share-runs.ts";
import { type Git, GitError, type GitOptions } from "./git.ts";
import { type MendableClone, mendClone } from "./mend-clone.ts";

export interface MendingGitDeps {
  readonly git: Git;
  /** The clone that a call touches which names that folder; undefined where it is none that Drover made. */
  cloneAt(folder: string): MendableClone | undefined;
  /** Something was mended; in words for the user. */
  told(text: string): void;
}

/**
 * A git that mends the clone in which a call has failed, where what git itself reads of it was damaged (a gate or an agent wrote settings
 * that no git understands), and then makes the call once more. Everything in that clone would stand still otherwise.
 */
export function createMendingGit({ git, cloneAt, told }: MendingGitDeps): Git {
  const clones = new Map<string, MendableClone>();
  /** How often each was mended: a call that failed meanwhile is made again too. */
  const mends = new Map<string, number>();
  const mendOnce = shareRuns(async (key: string) => {
    const clone = clones.get(key);
    const done = clone === undefined ? undefined : await mendClone(git, clone);
    if (done === undefined) return;
    mends.set(key, (mends.get(key) ?? 0) + 1);
    told(done);
  });

  function touched(args: readonly string[], { cwd, env }: Pick<GitOptions, "cwd" | "env">): MendableClone | undefined {
    for (const folder of [env?.["GIT_COMMON_DIR"] ?? "", cwd, ...args]) {
      const clone = path.isAbsolute(folder) ? cloneAt(folder) : undefined;
      if (clone !== undefined) return clone;
    }
    return undefined;
  }

  async function mending<T>(clone: MendableClone | undefined, call: () => Promise<T>): Promise<T> {
    if (clone === undefined) return await call();
    const key = clone.path;
    const before = mends.get(key);
    try {
      return await call();
    } catch (error) {
      // An answer that tells of damage comes from git itself, and not from what was to be done.
      if (!(error instanceof GitError) || error.exitCode !== 128) throw error;
      clones.set(key, clone);
      await mendOnce(key).catch((failure: unknown) => told(`${key} could not be mended: ${String(failure)}`));
      if (mends.get(key) === before) throw error;
      return await call();
    }
  }

  const around = (inner: Git): Git => ({
    run: (args, options) => mending(touched(args, options), () => inner.run(args, options)),
    open: (args, options, onOutput) => inner.open(args, options, onOutput),
    guard: async (options) => around(await mending(touched([], options), () => inner.guard(options))),
  });
  return around(git);
}
