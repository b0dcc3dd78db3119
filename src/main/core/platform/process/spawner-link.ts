import { spawn } from "node:child_process";
import { createFrameReader, encodeFrame, type Frame } from "./spawner-frame.ts";

/** One spawner process and the pipe to it. */
export interface SpawnerLink {
  readonly pid: number | undefined;
  /** Dropped once it is closed. */
  send(type: number, id: number, payload: Uint8Array): void;
  /** Ends its input, on which the spawner ends what it started and then itself. */
  close(): void;
  /** Never rejects. The reason is for people. */
  readonly closed: Promise<string>;
}

export interface SpawnerLinkDeps {
  /** The Node that runs it, and its module: `src/main/spawner/main.ts` or the built `out/main/spawner.js`. */
  readonly nodePath: string;
  readonly entry: string;
  /** Its own environment, which nothing it starts inherits. */
  readonly env: Readonly<Record<string, string>>;
  readonly onFrame: (frame: Frame) => void;
  /** What it says on stderr, which it only does when something is wrong with it. */
  readonly onComplaint: (text: string) => void;
}

/** It has no need of more; a small limit keeps it small, and with it the cost of each fork. */
const NODE_FLAGS = ["--max-old-space-size=128", "--max-semi-space-size=4"];

export function openSpawnerLink({ nodePath, entry, env, onFrame, onComplaint }: SpawnerLinkDeps): SpawnerLink {
  const child = spawn(nodePath, [...NODE_FLAGS, entry], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
    // Out of the terminal's group: Ctrl-C there is for the core to answer.
    detached: true,
    windowsHide: true,
  });
  let isOpen = true;
  const closed = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      isOpen = false;
      resolve(`${nodePath} could not be started (${error.message})`);
    });
    child.once("close", (code, signal) => {
      isOpen = false;
      resolve(signal === null ? `the spawner exited with ${code}` : `the spawner was ended by ${signal}`);
    });
  });
  const read = createFrameReader(onFrame);
  child.stdout.on("data", (chunk: Buffer) => {
    try {
      read(chunk);
    } catch (error) {
      onComplaint(`The spawner's answers cannot be read, it is ended: ${String(error)}`);
      child.kill("SIGKILL");
    }
  });
  child.stderr.setEncoding("utf8").on("data", onComplaint);
  // Writing to one that just died; `closed` tells.
  child.stdin.on("error", () => {});

  return {
    pid: child.pid,
    send(type, id, payload) {
      if (isOpen && child.stdin.writable) child.stdin.write(encodeFrame(type, id, payload));
    },
    close() {
      child.stdin.end();
    },
    closed,
  };
}
