import type { Conversation, OutputListener, ProcessOutcome, ProcessRunner } from "../process/process-runner.ts";
import { type GitReason, recognise } from "./git-reason.ts";
import { createKnownDrivers } from "./known-drivers.ts";

/** A full object name, in lower-case hexadecimal: 40 digits, or 64 in repositories that use SHA-256. */
export type ObjectId = string;

export interface GitOptions {
  /** A work tree, or a bare repository. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface GitRunOptions extends GitOptions {
  readonly stdin?: string | Uint8Array;
  /** Exit codes that are answers. Default: 0 alone. */
  readonly okCodes?: readonly number[] | "any";
  /** Reasons to fail that are answers too: `reason` says which it was. */
  readonly expect?: readonly GitReason[];
  readonly signal?: AbortSignal;
  /** Default 64 MiB. More is a `GitError`: half an answer is none. */
  readonly maxOutputBytes?: number;
  readonly onOutput?: OutputListener;
}

export interface GitOutcome {
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Set when it failed for a reason that was expected. */
  readonly reason: GitReason | undefined;
}

/**
 * The one way to git. Every call runs without hooks, prompts, fsmonitor and the like (git-command.ts says with what).
 * Verbs are functions over it, one file each.
 */
export interface Git {
  /** Throws `GitError` for an exit code or reason that was not expected, a time limit, a cancellation. */
  run(args: readonly string[], options: GitRunOptions): Promise<GitOutcome>;
  /** A git that answers questions on its input for as long as it is open. */
  open(args: readonly string[], options: GitOptions, onOutput: OutputListener): Promise<Conversation>;
  /**
   * The same git without the external filters, diff and merge drivers that the configuration of that place names now.
   * For whatever touches contents of a work tree or repository that agents can write.
   */
  guard(options: Pick<GitOptions, "cwd" | "env">): Promise<Git>;
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export function createGit({ runner }: { readonly runner: Pick<ProcessRunner, "git" | "openGit"> }): Git {
  return bind({ runner, drivers: createKnownDrivers() }, {});
}

type Environment = Readonly<Record<string, string>>;

interface Means {
  readonly runner: Pick<ProcessRunner, "git" | "openGit">;
  readonly drivers: ReturnType<typeof createKnownDrivers>;
}

function bind(means: Means, standing: Environment): Git {
  const { runner, drivers } = means;
  const git: Git = {
    async run(args, options) {
      const {
        okCodes = [0],
        expect = [],
        signal,
        onOutput,
        maxOutputBytes = MAX_OUTPUT_BYTES,
        env,
        ...request
      } = options;
      const outcome = await runner.git(
        { ...request, args, env: { ...standing, ...env }, maxOutputBytes },
        { ...(signal === undefined ? {} : { signal }), ...(onOutput === undefined ? {} : { onOutput }) },
      );
      return judge({ outcome, args, cwd: options.cwd, okCodes, expect, isCancelled: signal?.aborted === true });
    },
    open: (args, options, onOutput) =>
      runner.openGit({ ...options, args, env: { ...standing, ...options.env } }, onOutput),
    async guard(options) {
      const overrides = await drivers(options, async (args) => {
        return (await git.run(args, { ...options, okCodes: [0, 1] })).stdout.toString();
      });
      return bind(means, { ...standing, ...overrides });
    },
  };
  return git;
}

interface Judged {
  readonly outcome: ProcessOutcome;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly okCodes: readonly number[] | "any";
  readonly expect: readonly GitReason[];
  readonly isCancelled: boolean;
}

function judge({ outcome, args, cwd, okCodes, expect, isCancelled }: Judged): GitOutcome {
  const { exitCode } = outcome;
  const stdout = Buffer.from(outcome.stdout.buffer, outcome.stdout.byteOffset, outcome.stdout.byteLength);
  const stderr = Buffer.from(outcome.stderr).toString();
  const told = { args, cwd, exitCode, stderr };
  if (exitCode === null || outcome.timedOut || isCancelled) {
    const how = isCancelled ? "was cancelled" : outcome.timedOut ? "took too long" : `was ended by ${outcome.signal}`;
    throw new GitError({ ...told, how, reason: undefined });
  }
  if (outcome.truncated) throw new GitError({ ...told, how: "printed more than may be kept", reason: undefined });
  if (okCodes === "any" || okCodes.includes(exitCode)) return { args, exitCode, stdout, stderr, reason: undefined };
  const reason = recognise(stderr);
  if (reason !== undefined && expect.includes(reason)) return { args, exitCode, stdout, stderr, reason };
  throw new GitError({ ...told, how: `failed with ${exitCode}`, reason });
}

interface GitErrorFacts {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly how: string;
  readonly reason: GitReason | undefined;
}

/** Git did what nobody had reckoned with. */
export class GitError extends Error {
  override readonly name = "GitError";
  readonly args: readonly string[];
  readonly cwd: string;
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly reason: GitReason | undefined;

  constructor({ args, cwd, exitCode, stderr, how, reason }: GitErrorFacts) {
    const said = stderr.trim();
    super(`git ${args.join(" ")} in ${cwd} ${how}${said === "" ? "" : `: ${said.slice(0, 2_000)}`}`);
    this.args = args;
    this.cwd = cwd;
    this.exitCode = exitCode;
    this.stderr = stderr;
    this.reason = reason;
  }
}
