import { createRestartLimit } from "../../base/restart-limit.ts";
import { type Clock, systemClock } from "../../base/clock.ts";
import { createFlowWindow, type FlowWindow, WINDOW_BYTES } from "./flow-window.ts";
import { type GitCommand, gitProcess, toBytes } from "./local-runner.ts";
import { createOutputCollector, DEFAULT_MAX_OUTPUT_BYTES } from "./output-collector.ts";
import { endProcessGroup } from "./process-group.ts";
import {
  type Conversation,
  type OutputListener,
  ProcessLostError,
  type ProcessOutcome,
  type ProcessRequest,
  type ProcessRunner,
  ProcessStartError,
  type RunOptions,
} from "./process-runner.ts";
import { ByteReader, encodeCount, FRAME, type Frame, MAX_PAYLOAD_BYTES } from "./spawner-frame.ts";
import { openSpawnerLink, type SpawnerLink } from "./spawner-link.ts";
import { decodeEnd, encodeStart, type EndMessage, type StartMessage } from "./spawner-message.ts";

export interface SpawnerClientDeps {
  /** The Node that runs the spawner, and its module; the composition root knows where they are. */
  readonly nodePath: string;
  readonly entry: string;
  readonly git?: GitCommand | undefined;
  /** What is wrong with the spawner itself, for the log. */
  readonly onComplaint: (text: string) => void;
  readonly clock?: Clock;
}

export interface SpawnerClient extends ProcessRunner {
  /** Of the spawner now running; undefined between its death and the next request. */
  readonly pid: number | undefined;
}

/** A spawner that keeps dying does not get better by being started again. */
const RESTARTS = { count: 5, withinMs: 60_000 } as const;

/** One request that the spawner has and has not answered to the end. */
interface Pending {
  readonly link: SpawnerLink;
  readonly file: string;
  readonly onOutput: OutputListener;
  readonly isStream: boolean;
  readonly input: FlowWindow;
  readonly started: PromiseWithResolvers<number>;
  readonly ended: PromiseWithResolvers<EndMessage>;
  pid: number | undefined;
  /** Output bytes handed on that the spawner was not yet told of. */
  untold: number;
}

/**
 * Starts the spawner at once, while this process is small and forks fast. When the spawner dies, what it ran is ended, the
 * requests reject with `ProcessLostError`, and the next request starts another one.
 */
export function createSpawnerClient(deps: SpawnerClientDeps): SpawnerClient {
  const requests = new Map<number, Pending>();
  const restarts = createRestartLimit({ ...RESTARTS, clock: deps.clock ?? systemClock });
  let lastId = 0;
  let isDisposed = false;
  let current: SpawnerLink | undefined = connect();

  function connect(): SpawnerLink {
    const { PATH = "", SystemRoot } = process.env;
    const env = { PATH, ...(SystemRoot === undefined ? {} : { SystemRoot }) };
    const { nodePath, entry, onComplaint } = deps;
    const link = openSpawnerLink({ nodePath, entry, env, onFrame, onComplaint });
    void link.closed.then((reason) => onClosed(link, reason));
    return link;
  }

  /** Throws `ProcessLostError` when there is none and may be none. */
  function connection(file: string): SpawnerLink {
    if (isDisposed) throw new ProcessLostError(file, "the spawner was closed");
    if (current === undefined && !restarts.allows()) {
      throw new ProcessLostError(
        file,
        `the spawner died ${RESTARTS.count} times within a minute; see the log, then start Drover again`,
      );
    }
    current ??= connect();
    return current;
  }

  function onClosed(link: SpawnerLink, reason: string): void {
    if (current === link) current = undefined;
    if (!isDisposed) deps.onComplaint(`Lost the spawner: ${reason}.`);
    for (const [id, pending] of requests) {
      if (pending.link !== link) continue;
      requests.delete(id);
      // Killed outright, it could not end them itself.
      if (pending.pid !== undefined) endProcessGroup(pending.pid, "SIGKILL");
      const error = new ProcessLostError(pending.file, reason);
      pending.input.close();
      pending.started.reject(error);
      pending.ended.reject(error);
    }
  }

  function onFrame({ type, id, payload }: Frame): void {
    const pending = requests.get(id);
    if (pending === undefined) return;
    switch (type) {
      case FRAME.started:
        pending.pid = payload.readUInt32LE(0);
        pending.started.resolve(pending.pid);
        return;
      case FRAME.stdout:
      case FRAME.stderr:
        pending.onOutput(type === FRAME.stdout ? "stdout" : "stderr", payload);
        if (pending.isStream) tellTaken(id, pending, payload.length);
        return;
      case FRAME.inputTaken:
        pending.input.taken(payload.readUInt32LE(0));
        return;
      case FRAME.ended:
        requests.delete(id);
        pending.input.close();
        pending.ended.resolve(decodeEnd(payload));
        return;
      case FRAME.failed: {
        requests.delete(id);
        const reader = new ByteReader(payload);
        const [code, message] = [reader.text(), reader.text()];
        const error =
          code === "" ? new ProcessLostError(pending.file, message) : new ProcessStartError(pending.file, code);
        pending.input.close();
        pending.started.reject(error);
        pending.ended.reject(error);
        return;
      }
      default:
        throw new Error(`Unknown frame ${type}`);
    }
  }

  function tellTaken(id: number, pending: Pending, bytes: number): void {
    pending.untold += bytes;
    if (pending.untold < WINDOW_BYTES / 4) return;
    pending.link.send(FRAME.outputTaken, id, encodeCount(pending.untold));
    pending.untold = 0;
  }

  function request(
    message: StartMessage,
    onOutput: OutputListener,
  ): { readonly id: number; readonly pending: Pending } {
    const link = connection(message.file);
    lastId = (lastId + 1) % 0xffff_ffff;
    const pending: Pending = {
      link,
      file: message.file,
      onOutput,
      isStream: message.mode === "stream",
      input: createFlowWindow(),
      started: Promise.withResolvers(),
      ended: Promise.withResolvers(),
      pid: undefined,
      untold: 0,
    };
    // Whoever asks for only one of the two must not leave the other unhandled.
    pending.started.promise.catch(() => {});
    pending.ended.promise.catch(() => {});
    requests.set(lastId, pending);
    link.send(FRAME.start, lastId, encodeStart(message));
    return { id: lastId, pending };
  }

  async function sendInput(id: number, pending: Pending, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += MAX_PAYLOAD_BYTES) {
      if (pending.input.isFull) await pending.input.room();
      const piece = bytes.subarray(at, at + MAX_PAYLOAD_BYTES);
      pending.input.sent(piece.length);
      pending.link.send(FRAME.input, id, piece);
    }
  }

  async function run(asked: ProcessRequest, sweep: boolean, options: RunOptions): Promise<ProcessOutcome> {
    options.signal?.throwIfAborted();
    const mode = options.onOutput === undefined ? "run" : "stream";
    const max = asked.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES;
    const kept = { stdout: createOutputCollector(max), stderr: createOutputCollector(max) };
    const { id, pending } = request(startMessage(asked, mode, sweep), (stream, chunk) => {
      kept[stream].add(chunk);
      options.onOutput?.(stream, chunk);
    });
    const abort = (): void => pending.link.send(FRAME.terminate, id, new Uint8Array());
    options.signal?.addEventListener("abort", abort);
    try {
      if (asked.stdin !== undefined) await sendInput(id, pending, toBytes(asked.stdin));
      pending.link.send(FRAME.endInput, id, new Uint8Array());
      const { exitCode, signal, timedOut, truncated } = await pending.ended.promise;
      return {
        exitCode,
        signal,
        timedOut,
        stdout: kept.stdout.take(),
        stderr: kept.stderr.take(),
        truncated: truncated || kept.stdout.truncated || kept.stderr.truncated,
      };
    } finally {
      options.signal?.removeEventListener("abort", abort);
    }
  }

  async function open(asked: ProcessRequest, sweep: boolean, onOutput: OutputListener): Promise<Conversation> {
    const { id, pending } = request(startMessage(asked, "stream", sweep), onOutput);
    const pid = await pending.started.promise;
    let written: Promise<void> | undefined;
    return {
      pid,
      write(bytes) {
        const last = written;
        const next =
          last === undefined
            ? sendInput(id, pending, toBytes(bytes))
            : last.then(() => sendInput(id, pending, toBytes(bytes)));
        written = next;
        return next.then(() => {
          if (written === next) written = undefined;
        });
      },
      end() {
        const close = (): void => pending.link.send(FRAME.endInput, id, new Uint8Array());
        if (written === undefined) close();
        else void written.then(close);
      },
      ended: pending.ended.promise,
      async [Symbol.asyncDispose]() {
        pending.link.send(FRAME.terminate, id, new Uint8Array());
        await pending.ended.promise.catch(() => {});
      },
    };
  }

  return {
    run: (asked, options = {}) => run(asked, true, options),
    git: async (asked, options = {}) => await run(gitProcess(deps.git, asked), false, options),
    open: (asked, onOutput) => open(asked, true, onOutput),
    openGit: async (asked, onOutput) => await open(gitProcess(deps.git, asked), false, onOutput),
    async detach(asked) {
      const { id, pending } = request({ ...startMessage(asked, "detach", false), logFile: asked.logFile }, () => {});
      const pid = await pending.started.promise;
      requests.delete(id);
      return pid;
    },
    get pid() {
      return current?.pid;
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true;
      const link = current;
      link?.close();
      await link?.closed;
    },
  };
}

function startMessage(asked: ProcessRequest, mode: StartMessage["mode"], sweep: boolean): StartMessage {
  const { file, args, cwd, env, timeoutMs, maxOutputBytes = DEFAULT_MAX_OUTPUT_BYTES } = asked;
  return { mode, file, args, cwd, env, timeoutMs, maxOutputBytes, sweep, logFile: "" };
}
