import { execFile } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, readdirSync } from "node:fs";
import { promisify } from "node:util";

export interface ProcessEntry {
  readonly pid: number;
  /** When it started, as the system writes it: a number used again is another process. */
  readonly born: string;
  readonly parent: number;
  /** Undefined where the system's tools do not tell it. */
  readonly session?: number;
}

/** What the processes of a terminal are known by. */
export interface TreeRoot {
  /** The process that was started in the terminal. */
  readonly leader: number;
  /** By which it is told from one that got its number after its end; undefined where that cannot be told. */
  readonly born?: string | undefined;
  /** A variable with its value, `NAME=value`, that was put into the leader's environment and is in no other's. */
  readonly mark?: string | undefined;
}

/**
 * Of all processes, those of a terminal: its leader, what is in the leader's session, all descendants, also those that made sessions
 * of their own, and, where the system shows environments (Linux), those that left the tree altogether and carry the mark.
 * The leader comes first. Never this process itself, nor what it descends from.
 */
export function processTree(
  entries: readonly ProcessEntry[],
  { leader, born, mark }: TreeRoot,
): readonly ProcessEntry[] {
  const members = new Map(entries.map((entry) => [entry.pid, entry]));
  const bearer = members.get(leader);
  // While anything is left of a session, nobody else gets its leader's number.
  const isOther = bearer !== undefined && born !== undefined && bearer.born !== born;
  const tree = new Set([...(isOther ? [] : [leader]), ...markedOnes(entries, born, mark)]);
  for (const pid of lineOf(process.pid, members)) tree.delete(pid);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent, session } of entries) {
      if (tree.has(pid) || !(tree.has(parent) || (session === leader && !isOther))) continue;
      tree.add(pid);
      grown = true;
    }
  }
  return [...tree].map((pid) => members.get(pid)).filter((entry) => entry !== undefined);
}

/** By what a process that was just started is known again, where the system tells it without waiting. */
export function birthOf(pid: number): string | undefined {
  return process.platform === "linux" ? readStat(`${pid}`, Buffer.alloc(STAT_BYTES))?.born : undefined;
}

/** Those that have not ended meanwhile, by what there is now. */
export function stillThere(
  entries: readonly ProcessEntry[],
  processes: readonly ProcessEntry[],
): readonly ProcessEntry[] {
  const now = new Map(entries.map((entry) => [entry.pid, entry.born]));
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

/** All processes of the machine as they are now. */
export async function readProcesses(): Promise<readonly ProcessEntry[]> {
  return process.platform === "linux" ? readProc() : readPs();
}

/** A process and its ancestors. */
function lineOf(pid: number, members: ReadonlyMap<number, ProcessEntry>): readonly number[] {
  const line: number[] = [];
  for (let at = members.get(pid); at !== undefined && !line.includes(at.pid); at = members.get(at.parent)) {
    line.push(at.pid);
  }
  return line;
}

/** What is older than the leader cannot have its environment. */
function markedOnes(
  entries: readonly ProcessEntry[],
  since: string | undefined,
  mark: string | undefined,
): readonly number[] {
  if (mark === undefined || process.platform !== "linux") return [];
  const isYounger = ({ born }: ProcessEntry) => since === undefined || Number(born) >= Number(since);
  return entries.filter(isYounger).flatMap(({ pid }) => (environmentHas(pid, mark) ? [pid] : []));
}

/** The environment that it was started with; false where that is not ours to read. */
function environmentHas(pid: number, mark: string): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
    return environment.startsWith(`${mark}\0`) || environment.includes(`\0${mark}\0`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOENT" && code !== "ESRCH" && code !== "EACCES" && code !== "EPERM") throw error;
    return false;
  }
}

/** `starttime` (in clock ticks since boot), counted from behind the name. */
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

/** Undefined for one that has ended, also one that only waits for its parent to hear of it. */
function readStat(name: string, buffer: Buffer): ProcessEntry | undefined {
  let file: number | undefined;
  try {
    file = openSync(`/proc/${name}/stat`, "r");
    const stat = buffer.toString("latin1", 0, readSync(file, buffer));
    // The name in parentheses may hold anything; behind it stand state, parent, group, session.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, parent, , session] = fields;
    if (state === "Z" || state === "X") return undefined;
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
