import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, systemClock } from "../../../base/clock.ts";
import { socketPath } from "../../fs/runtime-folder.ts";
import { createLocalRunner } from "../../process/local-runner.ts";
import { mayBeAlive, readEndpoints } from "../host-files.ts";
import { type PtyHosts, type PtyHostsEvent, createPtyHosts } from "../pty-hosts.ts";

/** The hosts of a workspace of a test's own, run from the sources. */
export interface HostsUnderTest {
  readonly workspaceDir: string;
  readonly hosts: PtyHosts;
  /** All events so far. */
  readonly events: readonly PtyHostsEvent[];
  /** The first event, past or to come, that the question is true of. */
  event(wanted: (event: PtyHostsEvent) => boolean): Promise<PtyHostsEvent>;
  /** Starts a shell script in a session of its own, and answers its name. */
  shell(script: string, size: { readonly cols: number; readonly rows: number }): Promise<string>;
  /** Ends every host process of the workspace and removes the folder. */
  [Symbol.asyncDispose](): Promise<void>;
}

export async function makeWorkspace(): Promise<string> {
  return mkdtemp(join(tmpdir(), "drover-pty-"));
}

export interface HostsOptions {
  readonly clock?: Clock;
  /** Of the core; hosts of another version get no new sessions. */
  readonly version?: string;
  /** Throws without it. */
  report?(error: unknown): void;
}

export function openHosts(workspaceDir: string, options: HostsOptions = {}): HostsUnderTest {
  const hosts = createPtyHosts({
    workspaceDir,
    socketPath: (id) => socketPath(tmpdir(), workspaceDir, id),
    runner: createLocalRunner(),
    nodePath: process.execPath,
    hostEntry: join(import.meta.dirname, "../../../../pty-host/main.ts"),
    version: options.version ?? "0.0.0-test",
    hostEnv: hostEnvironment(),
    clock: options.clock ?? systemClock,
    hostIdleMs: 2000,
    report:
      options.report ??
      ((error) => {
        throw error;
      }),
  });
  const events: PtyHostsEvent[] = [];
  let shells = 0;
  const waiting = new Set<(event: PtyHostsEvent) => void>();
  hosts.on((event) => {
    events.push(event);
    for (const look of waiting) look(event);
  });
  return {
    workspaceDir,
    hosts,
    events,
    event(wanted) {
      const past = events.find(wanted);
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((resolve) => {
        const look = (event: PtyHostsEvent) => {
          if (!wanted(event)) return;
          waiting.delete(look);
          resolve(event);
        };
        waiting.add(look);
      });
    },
    async shell(script, size) {
      shells += 1;
      const session = `s${shells}`;
      const env = { PATH: process.env["PATH"] ?? "", PS1: "$ " };
      const spawned = await hosts.spawn({
        session,
        file: "/bin/sh",
        args: ["-c", script],
        cwd: workspaceDir,
        env,
        ...size,
      });
      if (!spawned.ok) throw new Error(spawned.error.message);
      return session;
    },
    async [Symbol.asyncDispose]() {
      await hosts[Symbol.asyncDispose]();
      await endHosts(workspaceDir);
      await rm(workspaceDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export function hostEnvironment(): Record<string, string> {
  return Object.fromEntries(
    ["PATH", "HOME", "TMPDIR", "LANG"].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Ends the hosts whose endpoint files are there, and waits until they are gone. */
export async function endHosts(workspaceDir: string): Promise<void> {
  for (const { pid } of await readEndpoints(join(workspaceDir, ".drover", "hosts"))) {
    if (!mayBeAlive(pid)) continue;
    process.kill(pid, "SIGTERM");
    await gone(pid);
  }
}

/** Resolves when there is no process of that number. */
export async function gone(pid: number): Promise<void> {
  // Nothing tells of the end of a process that is not a child, so the kernel is asked.
  while (mayBeAlive(pid)) {
    await new Promise<void>((resolve) => {
      systemClock.after(20, resolve);
    });
  }
}
