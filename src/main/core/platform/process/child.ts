import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { type Clock, systemClock } from "../../base/clock.ts";
import { endProcessGroup } from "./process-group.ts";
import { type DetachRequest, type OutputListener, type ProcessOutcome, ProcessStartError } from "./process-runner.ts";

/** Between SIGTERM and SIGKILL: enough for git and test runners to clean up, short for a person who waits. */
const KILL_GRACE_MS = 2_000;
/** How long output may still be held open by others after the program itself exited. */
const DRAIN_MS = 500;

export interface ChildSpec {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs?: number | undefined;
  /** Ends what is left of its group when it exits. */
  readonly sweep: boolean;
}

export type ChildEnd = Pick<ProcessOutcome, "exitCode" | "signal" | "timedOut">;

/** A child that leads its own process group. Its owner ends its input, also when there is nothing to say. */
export interface Child {
  readonly pid: number;
  /** Calls back when the child took the bytes, or can never take them any more. */
  write(bytes: Uint8Array, taken: () => void): void;
  endInput(): void;
  /** Stops and resumes reading its output, so that the child waits. */
  pause(): void;
  resume(): void;
  /** SIGTERM to the group, SIGKILL after the grace period. Idempotent. */
  terminate(): void;
  /** Settles after the last output. Never rejects. */
  readonly ended: Promise<ChildEnd>;
}

/** Rejects with `ProcessStartError`. */
export function startChild(spec: ChildSpec, onOutput: OutputListener, clock: Clock = systemClock): Promise<Child> {
  let child: ChildProcess;
  try {
    child = spawn(spec.file, [...spec.args], {
      cwd: spec.cwd,
      env: spec.env,
      stdio: ["pipe", "pipe", "pipe"],
      // A session of its own: the whole group can be ended, and nothing in it can ask questions on the user's terminal.
      detached: true,
      windowsHide: true,
    });
  } catch (error) {
    return Promise.reject(startError(spec.file, error));
  }
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(startError(spec.file, error)));
    child.once("spawn", () => resolve(attach(child, { spec, onOutput, clock })));
  });
}

interface Attachment {
  readonly spec: ChildSpec;
  readonly onOutput: OutputListener;
  readonly clock: Clock;
}

function attach(child: ChildProcess, { spec, onOutput, clock }: Attachment): Child {
  const { stdin, stdout, stderr } = child;
  if (child.pid === undefined || stdin === null || stdout === null || stderr === null) {
    throw new Error(`${spec.file} was started without its pipes`);
  }
  const pid = child.pid;
  const timers = new DisposableStack();
  let drain: Disposable | undefined;
  let hasExited = false;
  let isPaused = false;
  let timedOut = false;
  let isTerminating = false;

  /** Others may hold its output open after it exited: then it counts as closed, but never before it was read. */
  function limitDrain(): void {
    drain?.[Symbol.dispose]();
    drain = undefined;
    if (!hasExited || isPaused) return;
    drain = clock.after(DRAIN_MS, () => {
      endProcessGroup(pid, "SIGKILL");
      stdout?.destroy();
      stderr?.destroy();
    });
  }

  function read(): void {
    isPaused = false;
    stdout?.resume();
    stderr?.resume();
    limitDrain();
  }

  function terminate(): void {
    if (isTerminating) return;
    isTerminating = true;
    // A reader that paused must not keep the end from being seen.
    read();
    endProcessGroup(pid, "SIGTERM");
    timers.use(clock.after(KILL_GRACE_MS, () => endProcessGroup(pid, "SIGKILL")));
  }

  // A program that closes its input early (`head`) is not at fault; its exit code tells.
  stdin.on("error", () => {});
  stdout.on("data", (chunk: Buffer) => onOutput("stdout", chunk));
  stderr.on("data", (chunk: Buffer) => onOutput("stderr", chunk));
  if (spec.timeoutMs !== undefined) {
    timers.use(
      clock.after(spec.timeoutMs, () => {
        timedOut = true;
        terminate();
      }),
    );
  }

  const ended = new Promise<ChildEnd>((resolve) => {
    child.once("exit", () => {
      if (spec.sweep) endProcessGroup(pid, "SIGTERM");
      hasExited = true;
      limitDrain();
    });
    child.once("close", (exitCode, signal) => {
      if (spec.sweep || isTerminating) endProcessGroup(pid, "SIGKILL");
      drain?.[Symbol.dispose]();
      timers.dispose();
      resolve({ exitCode, signal, timedOut });
    });
  });

  return {
    pid,
    write(bytes, taken) {
      if (stdin.writable) stdin.write(bytes, () => taken());
      else taken();
    },
    endInput() {
      stdin.end();
    },
    pause() {
      if (isTerminating) return;
      isPaused = true;
      stdout.pause();
      stderr.pause();
      limitDrain();
    },
    resume: read,
    terminate,
    ended,
  };
}

/** Starts a process that outlives this one; resolves with its pid, rejects with `ProcessStartError`. */
export function startDetached(request: DetachRequest): Promise<number> {
  let log: number;
  try {
    log = openSync(request.logFile, "a", 0o600);
  } catch (error) {
    return Promise.reject(startError(request.file, error));
  }
  try {
    const child = spawn(request.file, [...request.args], {
      cwd: request.cwd,
      env: request.env,
      stdio: ["ignore", log, log],
      detached: true,
      windowsHide: true,
    });
    return new Promise((resolve, reject) => {
      child.once("error", (error) => reject(startError(request.file, error)));
      child.once("spawn", () => {
        child.unref();
        resolve(child.pid ?? 0);
      });
    });
  } catch (error) {
    return Promise.reject(startError(request.file, error));
  } finally {
    closeSync(log);
  }
}

function startError(file: string, error: unknown): ProcessStartError {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "UNKNOWN";
  return new ProcessStartError(file, code, { cause: error });
}
