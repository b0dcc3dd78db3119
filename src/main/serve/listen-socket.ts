import { chmodSync, rmSync } from "node:fs";
import { type Server, type Socket, createServer } from "node:net";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import type { WorkspaceLock } from "../core/platform/store/workspace-lock.ts";
import type { Clock } from "../core/base/clock.ts";
import type { Connections } from "./connections.ts";

export interface SocketListenerOptions {
  /** Path of the socket, or name of the pipe on Windows. */
  readonly path: string;
  /** Proof that no other core serves this workspace: a socket file that is there was left behind and is replaced. */
  readonly lock: WorkspaceLock;
  readonly connections: Connections;
  readonly clock: Clock;
}

/** A peer that has not taken what it was last sent by then is cut off. */
const LAST_WORDS_MS = 2_000;

/** Serves connections on a local socket until disposed, which also ends those that are open. */
export async function listenOnSocket(
  options: SocketListenerOptions,
): Promise<Result<AsyncDisposable, Failure<"socket-failed">>> {
  const { path, lock, connections, clock } = options;
  if (!lock.isHeld) throw new Error(`The lock of ${lock.workspaceDir} was given back before its socket was opened.`);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    connections.accept(socketWire(socket));
  });
  const isFile = process.platform !== "win32";
  try {
    if (isFile) rmSync(path, { force: true });
    await listen(server, path);
    if (isFile) chmodSync(path, 0o600);
  } catch (error) {
    return fail(
      "socket-failed",
      `Drover could not listen on ${path}: ${error instanceof Error ? error.message : String(error)}`,
      {
        remedy: "Check that the folder is there and writable, or name another with XDG_RUNTIME_DIR.",
      },
    );
  }
  return ok({
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      for (const socket of open) socket.destroySoon();
      using _ = clock.after(LAST_WORDS_MS, () => {
        for (const socket of open) socket.destroy();
      });
      await closed;
    },
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
