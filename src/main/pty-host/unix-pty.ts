import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { ReadStream } from "node:tty";
import type { Clock } from "../core/base/clock.ts";
import type { Pty, PtyExit, PtyHandlers, PtyRequest, StartPty } from "./pty.ts";

/**
 * The native half of node-pty, used directly on Unix. Its JavaScript half allocates 64 KiB for every read of 4 KiB,
 * spins while a program does not read its input, and 200 ms after the exit drops output that was not read yet.
 */
interface PtyBinding {
  fork(
    file: string,
    args: readonly string[],
    env: readonly string[],
    cwd: string,
    cols: number,
    rows: number,
    uid: number,
    gid: number,
    utf8: boolean,
    helperPath: string,
    onExit: (code: number, signal: number) => void,
  ): { readonly fd: number; readonly pid: number };
  resize(fd: number, cols: number, rows: number, pixelWidth: number, pixelHeight: number): void;
}

/** One read from a terminal gives at most 4 KiB on Linux, so that a turn of the event loop serves all of them evenly. */
const READ_BYTES = 64 * 1024;
/** What a person can paste; beyond it the program evidently does not read. */
const MAX_INPUT_BYTES = 4 * 1024 * 1024;
/** The kernel tells only by retrying when a terminal takes input again. */
const INPUT_RETRY_MS = 10;
/** A left-behind background process can keep the terminal open; after so long without output the session is over. */
const LINGER_MS = 200;

const SAME_USER = -1;

export function createUnixPtyStarter(clock: Clock): StartPty {
  const { binding, helperPath } = loadBinding();
  // Reads are synchronous with their callback, so one buffer serves all terminals.
  const readBuffer = new Uint8Array(READ_BYTES);
  return (request, handlers) => startPty({ binding, helperPath, readBuffer, clock }, request, handlers);
}

interface StarterDeps {
  readonly binding: PtyBinding;
  readonly helperPath: string;
  readonly readBuffer: Uint8Array;
  readonly clock: Clock;
}

function startPty(deps: StarterDeps, request: PtyRequest, handlers: PtyHandlers): Pty {
  const { binding, clock } = deps;
  const env = Object.entries({ ...request.env, PWD: request.cwd }).map(([key, value]) => `${key}=${value}`);
  let exit: PtyExit | undefined;
  let closed = false;
  let held = false;
  let linger: Disposable | undefined;
  const input: Uint8Array[] = [];
  let inputBytes = 0;
  let retry: Disposable | undefined;

  const { file, args, cwd, cols, rows } = request;
  const { fd, pid } = binding.fork(
    file,
    args,
    env,
    cwd,
    cols,
    rows,
    SAME_USER,
    SAME_USER,
    true,
    deps.helperPath,
    (code, signal) => {
      exit = signal === 0 ? { code, signal } : { code: -1, signal };
      if (closed) handlers.exit(exit);
      else waitForRest();
    },
  );

  const stream = new ReadStream(fd, {
    onread: {
      buffer: deps.readBuffer,
      callback(count, buffer) {
        if (exit !== undefined) waitForRest();
        handlers.data(buffer.subarray(0, count));
        return true;
      },
    },
  });
  // The end of a terminal shows as EIO; `close` follows whatever the error was.
  stream.on("error", () => {});
  stream.on("close", () => {
    closed = true;
    linger?.[Symbol.dispose]();
    retry?.[Symbol.dispose]();
    if (exit !== undefined) handlers.exit(exit);
  });
  stream.resume();

  function waitForRest(): void {
    linger?.[Symbol.dispose]();
    linger = held
      ? undefined
      : clock.after(LINGER_MS, () => {
          stream.destroy();
        });
  }

  function pump(): void {
    retry = undefined;
    for (let chunk = input[0]; chunk !== undefined && !closed; chunk = input[0]) {
      const written = writeSome(fd, chunk);
      inputBytes -= written;
      if (written === chunk.length) {
        input.shift();
        continue;
      }
      input[0] = chunk.subarray(written);
      retry = clock.after(INPUT_RETRY_MS, pump);
      return;
    }
  }

  return {
    pid,
    write(bytes) {
      if (closed || inputBytes + bytes.length > MAX_INPUT_BYTES) return false;
      input.push(bytes);
      inputBytes += bytes.length;
      if (retry === undefined) pump();
      return true;
    },
    resize(toCols, toRows) {
      if (!closed) binding.resize(fd, toCols, toRows, 0, 0);
    },
    hold() {
      held = true;
      stream.pause();
      linger?.[Symbol.dispose]();
    },
    release() {
      held = false;
      stream.resume();
      if (exit !== undefined && !closed) waitForRest();
    },
  };
}

/** How many bytes the terminal took; what it refuses for good (it is gone) counts as taken. */
function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EAGAIN" ? 0 : bytes.length;
  }
}

function loadBinding(): { readonly binding: PtyBinding; readonly helperPath: string } {
  const require = createRequire(import.meta.url);
  const utilsFile = require.resolve("node-pty/lib/utils.js");
  const utils: unknown = require(utilsFile);
  if (!hasFunction(utils, "loadNativeModule")) throw new Error("This version of node-pty has no loadNativeModule.");
  const native: unknown = utils.loadNativeModule("pty");
  if (!isNativeModule(native)) throw new Error("This version of node-pty has another native interface.");
  return { binding: native.module, helperPath: resolve(dirname(utilsFile), native.dir, "spawn-helper") };
}

function hasFunction<K extends string>(value: unknown, key: K): value is Record<K, (name: string) => unknown> {
  return typeof value === "object" && value !== null && key in value;
}

function isNativeModule(value: unknown): value is { readonly module: PtyBinding; readonly dir: string } {
  if (typeof value !== "object" || value === null || !("module" in value) || !("dir" in value)) return false;
  const { module, dir } = value;
  return typeof dir === "string" && typeof module === "object" && module !== null && "fork" in module;
}
