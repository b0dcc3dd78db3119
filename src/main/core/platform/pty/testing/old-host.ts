import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseHostArguments } from "../../../../pty-host/host-arguments.ts";
import { createPtyHost } from "../../../../pty-host/host.ts";
import { createListener } from "../../../../pty-host/listener.ts";
import { createSearches } from "../../../../pty-host/search/searches.ts";
import { createUnixPtyStarter } from "../../../../pty-host/unix-pty.ts";
import { socketWire } from "../../../../../shared/wire/socket-wire.ts";
import { serveWire } from "../../../../../shared/wire/server.ts";
import { systemClock } from "../../../base/clock.ts";

/**
 * A PTY host as builds of protocol 1 had it, in a process of its own: it knows no `seen`, and its answers lack what came
 * later. `PROTOCOL` in its environment is the number that it announces.
 */
const options = parseHostArguments(process.argv.slice(2));
const protocol = Number(process.env["PROTOCOL"] ?? "1");
const token = randomBytes(32).toString("base64url");
const report = (error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
};

const host = createPtyHost({
  clock: systemClock,
  startPty: createUnixPtyStarter(systemClock),
  searches: createSearches({ entry: "", clock: systemClock }),
  token,
  version: options.version,
  instance: options.id,
  loadChanged: () => {},
  shutdown: () => {
    setImmediate(() => process.exit(0));
  },
  pinged: () => {},
  report,
});

function without(value: unknown, ...names: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

const listener = createListener({
  socket: options.socket,
  connected: (socket) => {
    serveWire(socketWire(socket), {
      ...host.service,
      async request(peer, verb, input, signal) {
        if (verb === "search" || verb === "cells") {
          return { ok: false, error: { code: "unknown-verb", message: `A PTY host has no verb ${verb}.` } };
        }
        const answer = await host.service.request(peer, verb, without(input, "seen"), signal);
        if (!answer.ok || verb !== "peek") return answer;
        return { ok: true, value: without(answer.value, "outputBytes", "userInputAt", "bracketedPaste") };
      },
    });
  },
  report,
});
process.on("SIGTERM", () => process.exit(0));
process.on("SIGHUP", () => {});

await listener.open();
mkdirSync(options.endpoints, { recursive: true, mode: 0o700 });
const endpoint = { id: options.id, pid: process.pid, socket: options.socket, token, protocol };
writeFileSync(
  join(options.endpoints, `${options.id}.json`),
  JSON.stringify({ ...endpoint, version: options.version, startedAt: Date.now() }),
  { mode: 0o600 },
);
