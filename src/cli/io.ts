import { fstatSync, readSync, writeSync } from "node:fs";

/** What a command reads and writes. Tests give one of their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly outIsTerminal: boolean;
  readonly inIsTerminal: boolean;
  /** Columns to lay out for; undefined where nothing limits the width. */
  readonly columns: number | undefined;
  /** To standard output, at once. */
  write(text: string): void;
  /** To standard error, at once. */
  warn(text: string): void;
  /** All of standard input as UTF-8. */
  readAll(): string;
  /** What comes on standard input until its end, or until the signal; what is beyond `maxBytes` is read and dropped. */
  readUntil(signal: AbortSignal, maxBytes: number): Promise<string>;
}

/** Thrown when nobody reads our output any more, as in `drover list | head -1`: the command just ends. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** The process's own. Plain system calls: Node's streams would cost the start of every command some milliseconds. */
export function processIo(): Io {
  const outIsTerminal = isTerminal(1);
  return {
    env: process.env,
    cwd: process.cwd(),
    outIsTerminal,
    inIsTerminal: isTerminal(0),
    get columns() {
      return outIsTerminal ? process.stdout.columns : undefined;
    },
    write: (text) => {
      writeAll(1, text);
    },
    warn: (text) => {
      writeAll(2, text);
    },
    readAll,
    readUntil,
  };
}

/** A pipe or a file is told at once; only what may be a terminal loads Node's module for terminals. */
function isTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice() && process.getBuiltinModule("node:tty").isatty(descriptor);
  } catch {
    // It is closed.
    return false;
  }
}

/** Milliseconds to wait when a pipe is full, before trying again. */
const FULL_PIPE_PAUSE_MS = 2;

function writeAll(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (codeOf(error) === "EPIPE") throw new OutputClosed("Nobody reads the output.", { cause: error });
      if (codeOf(error) !== "EAGAIN") throw error;
      pause(FULL_PIPE_PAUSE_MS);
    }
  }
}

function readAll(): string {
  const chunks: Buffer[] = [];
  const buffer = Buffer.alloc(64 * 1024);
  for (;;) {
    try {
      const count = readSync(0, buffer);
      if (count === 0) return Buffer.concat(chunks).toString("utf8");
      chunks.push(Buffer.from(buffer.subarray(0, count)));
    } catch (error) {
      // Windows says EOF where others read nothing.
      if (codeOf(error) === "EOF") return Buffer.concat(chunks).toString("utf8");
      if (codeOf(error) !== "EAGAIN") throw error;
      pause(FULL_PIPE_PAUSE_MS);
    }
  }
}

/** A stream, which costs some milliseconds: a plain read of a pipe that nobody ends could not be given up, not even by exiting. */
function readUntil(signal: AbortSignal, maxBytes: number): Promise<string> {
  const { stdin } = process;
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const done = () => {
      stdin.destroy();
      resolve(Buffer.concat(chunks).toString("utf8"));
    };
    signal.addEventListener("abort", done, { once: true });
    stdin.on("end", done).on("error", done);
    stdin.on("data", (chunk: Buffer) => {
      if (size < maxBytes) chunks.push(chunk.subarray(0, maxBytes - size));
      size += chunk.length;
    });
  });
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
