import { chmodSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { type Server, type Socket, createServer } from "node:net";
import path from "node:path";

/** A socket that others may remove and that is put back: cleaners of temporary folders take sockets for rubbish. */
export interface Listener {
  /** Resolves when it can be connected to. */
  open(): Promise<void>;
  /** Puts the socket back if it is gone; those that are connected notice nothing. */
  restore(): void;
  close(): void;
}

export interface ListenerDeps {
  readonly socket: string;
  connected(socket: Socket): void;
  report(error: unknown): void;
}

export function createListener({ socket, connected, report }: ListenerDeps): Listener {
  let server: Server | undefined;
  let isClosed = false;

  function listen(): Promise<void> {
    const fresh = createServer((connection) => {
      connection.setNoDelay(true);
      connected(connection);
    });
    server = fresh;
    return new Promise((resolve, reject) => {
      fresh.once("error", reject);
      fresh.listen(socket, () => {
        fresh.off("error", reject);
        fresh.on("error", report);
        // Whoever connects needs the token as well; that nobody else can even try costs nothing.
        if (process.platform !== "win32") chmodSync(socket, 0o600);
        resolve();
      });
    });
  }

  return {
    open() {
      if (process.platform !== "win32") rmSync(socket, { force: true });
      return listen();
    },
    restore() {
      if (isClosed || server?.listening !== true || process.platform === "win32" || existsSync(socket)) return;
      // The old one goes first: when it closes it removes the path, whoever's that is by then.
      server.close();
      mkdirSync(path.dirname(socket), { recursive: true, mode: 0o700 });
      listen().catch(report);
    },
    close() {
      isClosed = true;
      server?.close();
      if (process.platform !== "win32") rmSync(socket, { force: true });
    },
  };
}
