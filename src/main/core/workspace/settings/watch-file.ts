import { type FSWatcher, realpathSync, watch } from "node:fs";
import path from "node:path";
import type { Clock } from "../../base/clock.ts";

/** Editors write a file in several steps: what they did is looked at once they are through. */
const QUIET_MS = 120;

/**
 * Calls back some time after the file was changed, replaced, made or removed. Its folders are watched, not the file: most
 * editors put a new one in its place. Where it is a symbolic link, the folder of what it stands for is watched too.
 */
export function watchFile(
  file: string,
  { clock, changed, failed }: { readonly clock: Clock; changed(): void; failed(error: unknown): void },
): Disposable {
  let timer: Disposable | undefined;
  const watchers: FSWatcher[] = [];
  const soon = () => {
    timer?.[Symbol.dispose]();
    timer = clock.after(QUIET_MS, changed);
  };
  try {
    for (const one of new Set([file, realOf(file)])) {
      const watcher = watch(path.dirname(one), { persistent: false }, (_event, name) => {
        if (name === null || name === path.basename(one)) soon();
      });
      watcher.on("error", failed);
      watchers.push(watcher);
    }
  } catch (error) {
    failed(error);
  }
  return {
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]();
      for (const watcher of watchers) watcher.close();
    },
  };
}

function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
