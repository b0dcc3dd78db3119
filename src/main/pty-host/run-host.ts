import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../core/base/clock.ts";
import { type PtyHostEndpoint, PTY_HOST_PROTOCOL } from "../../shared/wire/pty-host-protocol.ts";
import { serveWire } from "../../shared/wire/server.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import { createPtyHost } from "./host.ts";
import { createLifetime } from "./lifetime.ts";
import { createListener } from "./listener.ts";
import { parseHostArguments } from "./host-arguments.ts";
import { createSearches } from "./search/searches.ts";
import { createUnixPtyStarter } from "./unix-pty.ts";

/**
 * The process of a PTY host: `pty-host --id ID --socket PATH --endpoints FOLDER --version VERSION [--idle-ms N] [--keep-ended-ms N]`.
 * It is started detached, lives as long as it is of use to somebody, and leaves nothing behind.
 * `entry` is the program itself, which searches as a thread.
 */
export async function runHost(entry: string): Promise<void> {
  const options = parseHostArguments(process.argv.slice(2));
  const clock = systemClock;
  const token = randomBytes(32).toString("base64url");
  const endpointFile = join(options.endpoints, `${options.id}.json`);

  const report = (error: unknown) => {
    process.stderr.write(
      `${new Date().toISOString()} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  };

  const host = createPtyHost({
    clock,
    startPty: createUnixPtyStarter(clock),
    searches: createSearches({ entry, clock }),
    token,
    version: options.version,
    instance: `${options.id}-${process.pid}`,
    loadChanged: () => {
      lifetime.loadChanged();
    },
    shutdown: () => {
      // After the answer is out.
      setImmediate(() => {
        lifetime.end();
      });
    },
    report,
    pinged: () => {
      listener.restore();
    },
  });

  const lifetime = createLifetime({
    clock,
    idleMs: options.idleMs,
    keepEndedMs: options.keepEndedMs,
    load: () => host.load,
    isAnnounced() {
      // Asked again and again while no core is there: the one that comes must find the socket.
      listener.restore();
      return existsSync(endpointFile);
    },
    end: () => {
      void leave();
    },
  });

  const listener = createListener({
    socket: options.socket,
    connected: (socket) => {
      serveWire(socketWire(socket), host.service);
    },
    report,
  });

  let leaving = false;
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    rmSync(endpointFile, { force: true });
    listener.close();
    await host.dispose();
    process.exit(0);
  }

  // The end of the terminal, or Ctrl-C in it, of whoever started the core must not end agents' work.
  // A core that finds the endpoint but not the socket asks for it by SIGHUP.
  process.on("SIGHUP", () => {
    listener.restore();
  });
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {
    lifetime.end();
  });
  process.on("uncaughtException", report);
  process.on("unhandledRejection", report);

  await listener.open();
  const endpoint: PtyHostEndpoint = {
    id: options.id,
    pid: process.pid,
    socket: options.socket,
    token,
    protocol: PTY_HOST_PROTOCOL,
    version: options.version,
    startedAt: clock.now(),
  };
  mkdirSync(options.endpoints, { recursive: true, mode: 0o700 });
  const fresh = `${endpointFile}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(endpoint), { mode: 0o600 });
  renameSync(fresh, endpointFile);
  lifetime.loadChanged();
}
