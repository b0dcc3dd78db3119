import { type FSWatcher, watch } from "node:fs";
import path from "node:path";

/** Follows when branches move in work trees, without asking: the kernel tells of the log that git keeps of each HEAD. */
export interface WorktreeWatch extends Disposable {
  /** From now on follows these, and no others. `gitDirs`: absolute paths of the work trees' own folders in their repository. */
  follow(gitDirs: ReadonlySet<string>): void;
}

/**
 * `moved` is called at once, maybe several times for one commit, and also where nothing came of it. A folder that cannot be
 * watched is left to whoever looks again from time to time.
 */
export function createWorktreeWatch(moved: () => void): WorktreeWatch {
  const watchers = new Map<string, FSWatcher>();

  function close(gitDir: string): void {
    watchers.get(gitDir)?.close();
    watchers.delete(gitDir);
  }

  function open(gitDir: string): void {
    try {
      const watcher = watch(path.join(gitDir, "logs"), { persistent: false }, moved);
      // The work tree is gone; where it is made again, it is followed again.
      watcher.on("error", () => {
        close(gitDir);
      });
      watchers.set(gitDir, watcher);
    } catch {
      // No log of its own yet, or no watches left on this machine.
    }
  }

  return {
    follow(gitDirs) {
      for (const gitDir of watchers.keys()) if (!gitDirs.has(gitDir)) close(gitDir);
      for (const gitDir of gitDirs) if (!watchers.has(gitDir)) open(gitDir);
    },
    [Symbol.dispose]() {
      for (const gitDir of watchers.keys()) close(gitDir);
    },
  };
}
