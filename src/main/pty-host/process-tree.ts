import { execFile } from "node:child_process";
import { closeSync, openSync, readSync, readdirSync } from "node:fs";
import { promisify } from "node:util";

export interface ProcessEntry {
  readonly pid: number;
  /** When it started, as the system writes it: a number used again is another process. */
  readonly born: string;
  readonly parent: number;
  /** Undefined where the system's tools do not tell it. */
  readonly session?: number;
}

/**
 * All processes of a terminal: its leader, what is in the leader's session, and all descendants, also those that made
 * sessions of their own. The leader comes first.
 */
export async function processTree(leader: number): Promise<readonly ProcessEntry[]> {
  const entries = await readAll();
  const tree = new Set([leader]);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent, session } of entries) {
      if (tree.has(pid) || !(tree.has(parent) || session === leader)) continue;
      tree.add(pid);
      grown = true;
    }
  }
  const members = new Map(entries.map((entry) => [entry.pid, entry]));
  return [...tree].map((pid) => members.get(pid)).filter((entry) => entry !== undefined);
}

/** Those that have not ended meanwhile. */
export async function stillThere(processes: readonly ProcessEntry[]): Promise<readonly ProcessEntry[]> {
  const now = new Map((await readAll()).map((entry) => [entry.pid, entry.born]));
  return processes.filter(({ pid, born }) => now.get(pid) === born);
}

/** Sends it to each that still is. */
export function signalAll(processes: readonly ProcessEntry[], signal: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // Gone in between, or become somebody else's by a setuid program: nothing to be done about either.
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "ESRCH" && code !== "EPERM") throw error;
    }
  }
}

async function readAll(): Promise<readonly ProcessEntry[]> {
  return process.platform === "linux" ? readProc() : readPs();
}

/** `starttime` in clock ticks since boot, counted from behind the name. */
const START_FIELD = 19;

/** Longer than any line of `/proc/PID/stat`. */
const STAT_BYTES = 4096;

/** Reads without waiting: hundreds of files of one line, which the kernel makes up on the spot. */
function readProc(): readonly ProcessEntry[] {
  const buffer = Buffer.alloc(STAT_BYTES);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(name, buffer))
    .filter((entry) => entry !== undefined);
}

/** Undefined for one that has ended meanwhile. */
function readStat(name: string, buffer: Buffer): ProcessEntry | undefined {
  let file: number | undefined;
  try {
    file = openSync(`/proc/${name}/stat`, "r");
    const stat = buffer.toString("latin1", 0, readSync(file, buffer));
    // The name in parentheses may hold anything; behind it stand state, parent, group, session.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [, parent, , session] = fields;
    return { pid: Number(name), parent: Number(parent), session: Number(session), born: fields[START_FIELD] ?? "" };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOENT" && code !== "ESRCH") throw error;
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function readPs(): Promise<readonly ProcessEntry[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,lstart="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid, parent, ...born] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), born: born.join(" ") };
    });
}
