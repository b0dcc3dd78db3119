import { chmodSync, existsSync, rmSync } from "node:fs";
import { type Server, type Socket, createServer } from "node:net";
import { dirname } from "node:path";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import type { WorkspaceLock } from "../core/platform/store/workspace-lock.ts";
import type { Clock } from "../core/base/clock.ts";
import { createPrivateDirectory } from "../core/platform/fs/private-directory.ts";
import type { Connections } from "./connections.ts";
import { keepInPlace } from "./keep-in-place.ts";

export interface SocketListenerOptions {
  /** Path of the socket, or name of the pipe on Windows. */
  readonly path: string;
  /** Proof that no other core serves this workspace: a socket file that is there was left behind and is replaced. */
  readonly lock: WorkspaceLock;
  readonly connections: Connections;
  readonly clock: Clock;
  report(error: unknown): void;
}

/** Named pipes of Windows have no file. */
const IS_FILE = process.platform !== "win32";

/** A peer that has not taken what it was last sent by then is cut off. */
const LAST_WORDS_MS = 2_000;

/** Serves connections on a local socket until disposed, which also ends those that are open. A socket file that vanishes comes back. */
export async function listenOnSocket(
  options: SocketListenerOptions,
): Promise<Result<AsyncDisposable, Failure<"socket-failed">>> {
  const { path, lock, connections, clock, report } = options;
  if (!lock.isHeld) throw new Error(`The lock of ${lock.workspaceDir} was given back before its socket was opened.`);
  const open = new Set<Socket>();
  let server: Server;
  const accept = (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    connections.accept(socketWire(socket));
  };
  try {
    server = await openSocket(path, accept);
  } catch (error) {
    return fail(
      "socket-failed",
      `Drover could not listen on ${path}: ${error instanceof Error ? error.message : String(error)}`,
      {
        remedy: "Check that the folder is there and writable, or name another with XDG_RUNTIME_DIR.",
      },
    );
  }
  const keeper = keepInPlace({
    clock,
    report,
    isInPlace: () => !IS_FILE || existsSync(path),
    async restore() {
      // First, since it removes whatever has its name; those who are connected stay.
      server.close();
      await createPrivateDirectory(dirname(path));
      server = await openSocket(path, accept);
    },
  });
  return ok({
    async [Symbol.asyncDispose]() {
      await keeper[Symbol.asyncDispose]();
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

async function openSocket(path: string, accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer(accept);
  if (IS_FILE) rmSync(path, { force: true });
  await listen(server, path);
  if (IS_FILE) chmodSync(path, 0o600);
  return server;
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
