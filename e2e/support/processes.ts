import { existsSync, readFileSync, readdirSync } from "node:fs";

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * Processes that live in a place, told by the place's path in their environment, which everything that Drover starts
 * inherits. Where there is no /proc nothing is found.
 */
export function processesIn(root: string): readonly FoundProcess[] {
  if (!existsSync("/proc/self/environ")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, "utf8").includes(`${root}/`)) return [];
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        // Without a command line it is dead already and waits for whoever started it.
        return command === "" ? [] : [{ pid: Number(name), command }];
      } catch {
        // It ended meanwhile, or is somebody else's.
        return [];
      }
    });
}

/** Ends at once whatever a failed test left in its place. */
export function endProcesses(found: readonly FoundProcess[]): void {
  for (const { pid } of found) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended meanwhile.
    }
  }
}
