import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A file system of its own, in memory, for tests of what happens when it is full or may not be written. */
export interface SmallDisk extends Disposable {
  readonly dir: string;
  /** Leaves no room at all. */
  fill(): void;
  /** Makes room again. */
  clear(): void;
  /** Fails while a file on it is open for writing. */
  remount(mode: "ro" | "rw"): void;
}

/** Undefined where this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const dir = mkdtempSync(path.join(tmpdir(), "drover-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", dir], { stdio: "ignore" });
  } catch {
    rmSync(dir, { recursive: true });
    return undefined;
  }
  const filler = path.join(dir, "filler");
  return {
    dir,
    fill() {
      // Down to the last page: a file system is full when not even a byte finds room.
      for (let size = megabytes * 1024 * 1024, n = 0; size >= 1; size = Math.floor(size / 2), n += 1) {
        try {
          writeFileSync(`${filler}-${n}`, Buffer.alloc(size), { flag: "wx" });
        } catch {
          // What did fit stays.
        }
      }
    },
    clear() {
      execFileSync("find", [dir, "-maxdepth", "1", "-name", "filler-*", "-delete"]);
    },
    remount(mode) {
      execFileSync("mount", ["-o", `remount,${mode}`, dir], { stdio: "ignore" });
    },
    [Symbol.dispose]() {
      execFileSync("umount", [dir]);
      rmSync(dir, { recursive: true });
    },
  };
}
