/** A program to run to its end. There is never a shell in between. */
export interface ProcessRequest {
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

export interface RunOptions {
  /** Ends the process group like a timeout does. */
  readonly signal?: AbortSignal;
  /** Output as it comes, for those who want to show it. */
  readonly onOutput?: (stream: "stdout" | "stderr", chunk: Uint8Array) => void;
}

/**
 * Starts processes. In the core it is the spawner's client, since a large process must not fork; in small programs and
 * tests it starts children itself. Both pass the same suite.
 */
export interface ProcessRunner {
  /** Throws `ProcessStartError` when the file is missing or may not be run. */
  run(request: ProcessRequest, options?: RunOptions): Promise<ProcessOutcome>;
  /** Git through dugite (bundled or system), as `git` finds it. `env` is added to the cleaned environment. */
  git(request: GitRequest, options?: RunOptions): Promise<ProcessOutcome>;
  /** A detached process that outlives its starter, for PTY hosts. Resolves with its pid once it was started. */
  detach(
    request: Omit<ProcessRequest, "stdin" | "timeoutMs" | "maxOutputBytes"> & { readonly logFile: string },
  ): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
}

export type GitRequest = Pick<ProcessRequest, "args" | "cwd" | "stdin" | "timeoutMs" | "maxOutputBytes"> & {
  readonly env?: Readonly<Record<string, string>>;
};

export class ProcessStartError extends Error {
  override readonly name = "ProcessStartError";
  readonly file: string;
  /** The system's code, e.g. `ENOENT` or `EACCES`. */
  readonly code: string;

  constructor(file: string, code: string, options?: ErrorOptions) {
    super(`Could not start ${file}: ${code}`, options);
    this.file = file;
    this.code = code;
  }
}
