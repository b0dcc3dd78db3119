import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { MessageChannel } from "node:worker_threads";
import { messagePortWire } from "../../shared/wire/message-port-wire.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import { systemClock } from "../core/base/clock.ts";
import { WorkspaceLock } from "../core/platform/store/workspace-lock.ts";
import { listenOnSocket } from "../serve/listen-socket.ts";
import { transportSuite } from "../serve/transport.suite.ts";
import { relayWires } from "./relay-wires.ts";

/** What a window has that shows a core of another process: its port, joined to that core's socket. */
transportSuite("message port relayed to a socket", async ({ connections }) => {
  const folder = mkdtempSync(path.join(tmpdir(), "drover-relay-"));
  const lock = WorkspaceLock.acquire(folder, "a test");
  if (!lock.ok) throw new Error(lock.error.message);
  const file = path.join(folder, "core.sock");
  const listener = await listenOnSocket({
    path: file,
    lock: lock.value,
    connections,
    clock: systemClock,
    report: () => {},
  });
  if (!listener.ok) throw new Error(listener.error.message);
  return {
    connect() {
      const { port1, port2 } = new MessageChannel();
      relayWires(messagePortWire(port2), socketWire(connect(file)));
      return Promise.resolve(messagePortWire(port1));
    },
    async [Symbol.asyncDispose]() {
      await listener.value[Symbol.asyncDispose]();
      lock.value[Symbol.dispose]();
      rmSync(folder, { recursive: true });
    },
  };
});
