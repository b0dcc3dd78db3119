import { existsSync, readFileSync, readdirSync } from "node:fs";

export interface FoundProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/**
 * Processes that live in a place: told by the place's path in their environment, and those that these have started, also
 * with an environment of its own. Where there is no /proc nothing is found.
 */
export function processesIn(root: string): readonly FoundProcess[] {
  if (!existsSync("/proc/self/environ")) return [];
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? look(Number(name), root) : []));
  const found = new Set(all.filter(({ isInPlace }) => isInPlace).map(({ pid }) => pid));
  for (let known = -1; known < found.size;) {
    known = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid) && pid !== process.pid);
}

interface Look extends FoundProcess {
  readonly isInPlace: boolean;
}

function look(pid: number, root: string): readonly Look[] {
  try {
    const isInPlace = readFileSync(`/proc/${pid}/environ`, "utf8").includes(`${root}/`);
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Its name stands in brackets and may hold anything; what follows is the state and the parent.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // Without a command line it is dead already and waits for whoever started it.
    return command === "" ? [] : [{ pid, command, parent: Number(parent), isInPlace }];
  } catch {
    // It ended meanwhile, or is somebody else's.
    return [];
  }
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
