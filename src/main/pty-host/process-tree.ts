import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
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

function readAll(): Promise<readonly ProcessEntry[]> {
  return process.platform === "linux" ? readProc() : readPs();
}

/** `starttime` in clock ticks since boot, counted from behind the name. */
const START_FIELD = 19;

async function readProc(): Promise<readonly ProcessEntry[]> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(
    names.map(async (name): Promise<ProcessEntry | undefined> => {
      const stat = await readFile(`/proc/${name}/stat`, "latin1").catch(() => undefined);
      if (stat === undefined) return undefined;
      // The name in parentheses may hold anything; behind it stand state, parent, group, session.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const [, parent, , session] = fields;
      return { pid: Number(name), parent: Number(parent), session: Number(session), born: fields[START_FIELD] ?? "" };
    }),
  );
  return entries.filter((entry) => entry !== undefined);
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
