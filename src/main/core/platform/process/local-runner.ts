import { type Clock, systemClock } from "../../base/clock.ts";
import { type Child, startChild, startDetached } from "./child.ts";
import { createOutputCollector, DEFAULT_MAX_OUTPUT_BYTES } from "./output-collector.ts";
import {
  type Conversation,
  type GitRequest,
  type OutputListener,
  type ProcessOutcome,
  type ProcessRequest,
  type ProcessRunner,
  ProcessStartError,
  type RunOptions,
} from "./process-runner.ts";

/** Turns a request for git into a process: which binary, which environment. */
export type GitCommand = (request: GitRequest) => ProcessRequest;

export interface LocalRunnerDeps {
  /** Without it `git` and `openGit` throw `ProcessStartError` with ENOENT. */
  readonly git?: GitCommand | undefined;
  readonly clock?: Clock;
}

/** Starts children of this very process. For small programs and tests: a large process stands still while it forks. */
export function createLocalRunner({ git, clock = systemClock }: LocalRunnerDeps = {}): ProcessRunner {
  const running = new Set<Child>();

  async function start(request: ProcessRequest, sweep: boolean, onOutput: OutputListener): Promise<Child> {
    const { file, args, cwd, env, timeoutMs } = request;
    const child = await startChild({ file, args, cwd, env, timeoutMs, sweep }, onOutput, clock);
    running.add(child);
    void child.ended.then(() => running.delete(child));
    return child;
  }

  async function run(request: ProcessRequest, sweep: boolean, options: RunOptions): Promise<ProcessOutcome> {
    const max = request.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES;
    const kept = { stdout: createOutputCollector(max), stderr: createOutputCollector(max) };
    options.signal?.throwIfAborted();
    const child = await start(request, sweep, (stream, chunk) => {
      kept[stream].add(chunk);
      options.onOutput?.(stream, chunk);
    });
    const abort = (): void => child.terminate();
    if (options.signal?.aborted === true) abort();
    options.signal?.addEventListener("abort", abort);
    if (request.stdin !== undefined) child.write(toBytes(request.stdin), () => {});
    child.endInput();
    const end = await child.ended;
    options.signal?.removeEventListener("abort", abort);
    return {
      ...end,
      stdout: kept.stdout.take(),
      stderr: kept.stderr.take(),
      truncated: kept.stdout.truncated || kept.stderr.truncated,
    };
  }

  async function open(request: ProcessRequest, sweep: boolean, onOutput: OutputListener): Promise<Conversation> {
    const child = await start(request, sweep, onOutput);
    return {
      pid: child.pid,
      write: (bytes) => new Promise((taken) => child.write(toBytes(bytes), taken)),
      end: () => child.endInput(),
      ended: child.ended,
      async [Symbol.asyncDispose]() {
        child.terminate();
        await child.ended;
      },
    };
  }

  return {
    run: (request, options = {}) => run(request, true, options),
    git: async (request, options = {}) => await run(gitProcess(git, request), false, options),
    open: (request, onOutput) => open(request, true, onOutput),
    openGit: async (request, onOutput) => await open(gitProcess(git, request), false, onOutput),
    detach: (request) => startDetached(request),
    async [Symbol.asyncDispose]() {
      const children = [...running];
      for (const child of children) child.terminate();
      await Promise.all(children.map((child) => child.ended));
    },
  };
}

/** Throws `ProcessStartError` where no git was given. */
export function gitProcess(git: GitCommand | undefined, request: GitRequest): ProcessRequest {
  if (git === undefined) throw new ProcessStartError("git", "ENOENT");
  return git(request);
}

export function toBytes(bytes: string | Uint8Array): Uint8Array {
  return typeof bytes === "string" ? Buffer.from(bytes) : bytes;
}
