import { execFile } from "node:child_process";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { systemClock } from "../../src/main/core/base/clock.ts";
import { socketPath } from "../../src/main/core/platform/fs/runtime-folder.ts";
import { createLocalRunner } from "../../src/main/core/platform/process/local-runner.ts";
import { mayBeAlive, readEndpoints } from "../../src/main/core/platform/pty/host-files.ts";
import { type PtyHosts, createPtyHosts } from "../../src/main/core/platform/pty/pty-hosts.ts";

const run = promisify(execFile);

export const COLS = 120;
export const ROWS = 40;

/** Programs in terminals, in Drover's hosts or in tmux. */
export interface TerminalRig {
  start(name: string, file: string, args: readonly string[]): Promise<void>;
  /** Presses Enter in all of them at once. */
  go(names: readonly string[]): Promise<void>;
  /** Pids of what holds the terminals. */
  pids(): Promise<readonly number[]>;
  /** Ends everything. */
  end(): Promise<void>;
}

export interface DroverRig extends TerminalRig {
  readonly hosts: PtyHosts;
}

/** The built product's hosts. */
export async function droverRig(root: string, folder: string): Promise<DroverRig> {
  const workspaceDir = join(folder, `drover-${process.hrtime.bigint()}`);
  await mkdir(workspaceDir);
  const env = { PATH: process.env["PATH"] ?? "" };
  const hosts = createPtyHosts({
    workspaceDir,
    socketPath: (id) => socketPath(tmpdir(), workspaceDir, id),
    runner: createLocalRunner(),
    nodePath: process.execPath,
    hostEntry: join(root, "out/main/pty-host.js"),
    version: "bench",
    hostEnv: env,
    clock: systemClock,
    report(error) {
      throw error;
    },
  });
  await hosts.attach();
  const pids = async () => (await readEndpoints(join(workspaceDir, ".drover/hosts"))).map(({ pid }) => pid);
  return {
    hosts,
    pids,
    async start(session, file, args) {
      const spawned = await hosts.spawn({ session, file, args: [...args], cwd: folder, env, cols: COLS, rows: ROWS });
      if (!spawned.ok) throw new Error(spawned.error.message);
    },
    async go(names) {
      await Promise.all(names.map((name) => hosts.keys(name, "\r")));
    },
    async end() {
      const started = await pids();
      await hosts[Symbol.asyncDispose]();
      for (const pid of started) process.kill(pid, "SIGTERM");
      while (started.some(mayBeAlive)) await pause(20);
    },
  };
}

/** Undefined where tmux is not installed. */
export async function tmuxRig(): Promise<(TerminalRig & { readonly server: string }) | undefined> {
  const server = `drover-bench-${process.pid}-${process.hrtime.bigint() % 100_000n}`;
  const tmux = (...args: readonly string[]) => run("tmux", ["-L", server, "-f", "/dev/null", ...args]);
  try {
    await run("tmux", ["-V"]);
  } catch {
    return undefined;
  }
  return {
    server,
    async start(name, file, args) {
      const size = ["-x", String(COLS), "-y", String(ROWS)];
      await tmux("new-session", "-d", "-s", name, ...size, "--", file, ...args);
    },
    async go(names) {
      await tmux(...names.flatMap((name) => ["send-keys", "-t", name, "Enter", ";"]).slice(0, -1));
    },
    async pids() {
      const { stdout } = await tmux("display-message", "-p", "#{pid}");
      return [Number(stdout)];
    },
    async end() {
      await tmux("kill-server").catch(() => undefined);
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Seconds of processor time a process has used, user and system. */
export async function cpuSeconds(pids: readonly number[]): Promise<number> {
  let ticks = 0;
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / CLOCK_TICKS;
}

/** USER_HZ: the same on every Linux of today. */
const CLOCK_TICKS = 100;

/** Waits until that many floods have noted their end; seconds from the first start to the last end. */
export async function floodSeconds(folder: string, count: number): Promise<number> {
  for (;;) {
    const names = (await readdir(folder)).filter((name) => !name.endsWith(".draft"));
    if (names.length >= count) {
      const spans = await Promise.all(
        names.map(async (name) => (await readFile(join(folder, name), "utf8")).split(" ").map(Number)),
      );
      const start = Math.min(...spans.map(([from]) => from ?? 0));
      const end = Math.max(...spans.map(([, to]) => to ?? 0));
      return (end - start) / 1e9;
    }
    await pause(20);
  }
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
}
