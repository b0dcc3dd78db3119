import type { Writable } from "node:stream";
import { type Child, startChild, startDetached } from "../core/platform/process/child.ts";
import { createFlowWindow, type FlowWindow } from "../core/platform/process/flow-window.ts";
import { createOutputCollector, type OutputCollector } from "../core/platform/process/output-collector.ts";
import { ProcessStartError } from "../core/platform/process/process-runner.ts";
import {
  ByteWriter,
  createFrameReader,
  encodeCount,
  encodeFrame,
  FRAME,
  type Frame,
  MAX_PAYLOAD_BYTES,
} from "../core/platform/process/spawner-frame.ts";
import { decodeStart, encodeEnd, type StartMessage } from "../core/platform/process/spawner-message.ts";

export interface Spawner {
  /** Takes what came from the core, in whatever pieces. Throws when it is no conversation any more. */
  receive(chunk: Buffer): void;
  /** Ends all that was started, save for what is detached. */
  end(): Promise<void>;
}

/** One request that runs. Input and termination may arrive before the child is there. */
interface Task {
  child: Child | undefined;
  readonly early: ((child: Child) => void)[];
  readonly window: FlowWindow;
}

type Stream = "stdout" | "stderr";

export function createSpawner({ output }: { readonly output: Writable }): Spawner {
  const tasks = new Map<number, Task>();
  const unfinished = new Set<Promise<void>>();
  let drained: Promise<void> | undefined;

  function send(type: number, id: number, payload: Uint8Array): void {
    if (output.destroyed || output.write(encodeFrame(type, id, payload))) return;
    drained ??= new Promise((resolve) => {
      output.once("drain", () => {
        drained = undefined;
        resolve();
      });
    });
  }

  async function start(id: number, message: StartMessage): Promise<void> {
    if (message.mode === "detach") {
      const pid = await startDetached(message);
      send(FRAME.started, id, encodeCount(pid));
      return;
    }
    const task: Task = { child: undefined, early: [], window: createFlowWindow() };
    tasks.set(id, task);
    try {
      const { maxOutputBytes, mode } = message;
      const kept = { stdout: createOutputCollector(maxOutputBytes), stderr: createOutputCollector(maxOutputBytes) };
      const child = await startChild(message, (stream, chunk) => {
        if (mode === "run") kept[stream].add(chunk);
        else forward(id, task, { stream, chunk });
      });
      task.child = child;
      send(FRAME.started, id, encodeCount(child.pid));
      for (const action of task.early.splice(0)) action(child);
      const end = await child.ended;
      await sendKept(id, "stdout", kept.stdout);
      await sendKept(id, "stderr", kept.stderr);
      const truncated = kept.stdout.truncated || kept.stderr.truncated;
      send(FRAME.ended, id, encodeEnd({ ...end, truncated }));
    } finally {
      tasks.delete(id);
    }
  }

  function forward(id: number, task: Task, { stream, chunk }: { stream: Stream; chunk: Uint8Array }): void {
    send(FRAME[stream], id, chunk);
    task.window.sent(chunk.length);
    if (!task.window.isFull && drained === undefined) return;
    const { child } = task;
    child?.pause();
    void Promise.all([task.window.room(), drained]).then(() => child?.resume());
  }

  async function sendKept(id: number, stream: Stream, collector: OutputCollector): Promise<void> {
    const bytes = collector.take();
    for (let at = 0; at < bytes.length; at += MAX_PAYLOAD_BYTES) {
      if (drained !== undefined) await drained;
      send(FRAME[stream], id, bytes.subarray(at, at + MAX_PAYLOAD_BYTES));
    }
  }

  function track(work: Promise<void>): void {
    unfinished.add(work);
    void work.then(() => unfinished.delete(work));
  }

  function withChild(id: number, action: (child: Child) => void): void {
    const task = tasks.get(id);
    if (task === undefined) return;
    if (task.child === undefined) task.early.push(action);
    else action(task.child);
  }

  function onFrame({ type, id, payload }: Frame): void {
    switch (type) {
      case FRAME.start:
        track(start(id, decodeStart(payload)).catch((error: unknown) => send(FRAME.failed, id, encodeFailure(error))));
        return;
      case FRAME.input:
        withChild(id, (child) => child.write(payload, () => send(FRAME.inputTaken, id, encodeCount(payload.length))));
        return;
      case FRAME.endInput:
        withChild(id, (child) => child.endInput());
        return;
      case FRAME.terminate:
        tasks.get(id)?.window.close();
        withChild(id, (child) => child.terminate());
        return;
      case FRAME.outputTaken:
        tasks.get(id)?.window.taken(payload.readUInt32LE(0));
        return;
      default:
        throw new Error(`Unknown frame ${type}`);
    }
  }

  return {
    receive: createFrameReader(onFrame),
    async end() {
      for (const [id, task] of tasks) {
        task.window.close();
        withChild(id, (child) => child.terminate());
      }
      await Promise.all(unfinished);
    },
  };
}

/** The system's code and a message. */
function encodeFailure(error: unknown): Buffer {
  const code = error instanceof ProcessStartError ? error.code : "";
  return new ByteWriter()
    .text(code)
    .text(error instanceof Error ? error.message : String(error))
    .bytes();
}
