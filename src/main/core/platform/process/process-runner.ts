/** A program to run to its end. There is never a shell in between. */
export interface ProcessRequest {
  /** A path, or a name that is looked up in the PATH of `env`. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** After this the process group gets SIGTERM, and SIGKILL two seconds later. */
  readonly timeoutMs?: number;
  /** Output kept per stream; the rest is dropped from the middle and `truncated` set. Default 16 MiB. */
  readonly maxOutputBytes?: number;
}

export interface ProcessOutcome {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly timedOut: boolean;
  readonly truncated: boolean;
}

export type OutputListener = (stream: "stdout" | "stderr", chunk: Uint8Array) => void;

export interface RunOptions {
  /**
   * Ends the process group like a timeout does; the run then resolves with what there is. One that is aborted already
   * rejects with its reason, and nothing is started.
   */
  readonly signal?: AbortSignal;
  /** Output as it comes, for those who want to show it. */
  readonly onOutput?: OutputListener;
}

/**
 * Starts processes. In the core it is the spawner's client, since a large process must not fork; in small programs and
 * tests it starts children itself. Both pass the same suite.
 *
 * Everything but `detach` leads a process group of its own that is ended with it: what a program leaves running in its
 * group when it exits is ended too, save for git's (credential caches are meant to stay).
 */
export interface ProcessRunner {
  /** Throws `ProcessStartError` when the file is missing or may not be run, `ProcessLostError` when the starter died. */
  run(request: ProcessRequest, options?: RunOptions): Promise<ProcessOutcome>;
  /** Git through dugite (bundled or system), as `findGit` finds it. `env` is added to the cleaned environment. */
  git(request: GitRequest, options?: RunOptions): Promise<ProcessOutcome>;
  /** A process to talk with, such as a plugin. Resolves once it was started; all output goes to `onOutput`. */
  open(request: Omit<ProcessRequest, "stdin" | "maxOutputBytes">, onOutput: OutputListener): Promise<Conversation>;
  /** A git to talk with, such as `cat-file --batch`. */
  openGit(request: Omit<GitRequest, "stdin" | "maxOutputBytes">, onOutput: OutputListener): Promise<Conversation>;
  /** A detached process that outlives its starter, for PTY hosts. Resolves with its pid once it was started. */
  detach(request: DetachRequest): Promise<number>;
  /** Ends everything it started, save for what is detached. */
  [Symbol.asyncDispose](): Promise<void>;
}

export type GitRequest = Pick<ProcessRequest, "args" | "cwd" | "stdin" | "timeoutMs" | "maxOutputBytes"> & {
  readonly env?: Readonly<Record<string, string>>;
};

export type DetachRequest = Omit<ProcessRequest, "stdin" | "timeoutMs" | "maxOutputBytes"> & {
  /** Gets its output, appended. */
  readonly logFile: string;
};

/** A running process whose input stays open until `end`. */
export interface Conversation {
  readonly pid: number;
  /** Resolves when the process can take more. What is written after its end is dropped. */
  write(bytes: string | Uint8Array): Promise<void>;
  /** Closes its input. */
  end(): void;
  /** Rejects with `ProcessLostError` when the starter died. */
  readonly ended: Promise<Pick<ProcessOutcome, "exitCode" | "signal" | "timedOut">>;
  /** Ends the process group like a timeout does, and waits for it. */
  [Symbol.asyncDispose](): Promise<void>;
}

export class ProcessStartError extends Error {
  override readonly name = "ProcessStartError";
  readonly file: string;
  /** The system's code, e.g. `ENOENT` or `EACCES`. `ENOTDIR` or `ENOENT` may also mean the working directory. */
  readonly code: string;

  constructor(file: string, code: string, options?: ErrorOptions) {
    super(`Could not start ${file}: ${code}`, options);
    this.file = file;
    this.code = code;
  }
}

/** The process that had started it ended first, so nobody knows how it went. */
export class ProcessLostError extends Error {
  override readonly name = "ProcessLostError";
  readonly file: string;

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`Lost sight of ${file}: ${reason}`, options);
    this.file = file;
  }
}
