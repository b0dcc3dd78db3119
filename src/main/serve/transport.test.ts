import { mkdtempSync, rmSync } from "node:fs";
import { type Socket, connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { MessageChannel } from "node:worker_threads";
import { WebSocket } from "ws";
import { memoryWirePair } from "../../shared/wire/memory-wire.ts";
import { type EmitterPort, messagePortWire } from "../../shared/wire/message-port-wire.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import { webSocketWire } from "../../shared/wire/websocket-wire.ts";
import { systemClock } from "../core/base/clock.ts";
import { WorkspaceLock } from "../core/platform/store/workspace-lock.ts";
import { startBrowserFace } from "./browser-face.ts";
import { listenOnSocket } from "./listen-socket.ts";
import { transportSuite } from "./transport.suite.ts";

transportSuite("memory", async ({ connections }) => ({
  connect() {
    const [mine, theirs] = memoryWirePair(setImmediate);
    connections.accept(theirs);
    return Promise.resolve(mine);
  },
  async [Symbol.asyncDispose]() {},
}));

transportSuite("message port", async ({ connections }) => ({
  connect() {
    const { port1, port2 } = new MessageChannel();
    connections.accept(messagePortWire(port2));
    return Promise.resolve(messagePortWire(port1));
  },
  async [Symbol.asyncDispose]() {},
}));

// Electron's port is an emitter of events that carry `data`.
transportSuite("message port of Electron's main process", async ({ connections }) => ({
  connect() {
    const { port1, port2 } = new MessageChannel();
    const main: EmitterPort = {
      postMessage: (message) => {
        port2.postMessage(message);
      },
      on: (type: "message" | "close", listener: (event: { readonly data: unknown }) => void) =>
        port2.on(type, (data: unknown) => {
          listener({ data });
        }),
      start: () => {
        port2.start();
      },
      close: () => {
        port2.close();
      },
    };
    connections.accept(messagePortWire(main));
    return Promise.resolve(messagePortWire(port1));
  },
  async [Symbol.asyncDispose]() {},
}));

transportSuite("local socket", async ({ connections }) => {
  const folder = mkdtempSync(path.join(tmpdir(), "drover-socket-"));
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
  const raw = () =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect(file, () => {
        resolve(socket);
      }).once("error", reject);
    });
  const send = async (bytes: Uint8Array) => {
    const socket = await raw();
    const closed = new Promise((resolve) => socket.on("error", () => {}).on("close", resolve));
    socket.resume();
    socket.write(bytes);
    return { closed };
  };
  return {
    connect: async () => socketWire(await raw()),
    damage: {
      notJson: () => send(new TextEncoder().encode("\0\0\0\u0005\0hello")),
      oversized: () => send(new Uint8Array([255, 255, 255, 255, 0])),
    },
    async [Symbol.asyncDispose]() {
      await listener.value[Symbol.asyncDispose]();
      lock.value[Symbol.dispose]();
      rmSync(folder, { recursive: true });
    },
  };
});

transportSuite("WebSocket", async ({ connections }) => {
  const face = await startBrowserFace({
    pageFolder: tmpdir(),
    connections,
    clock: systemClock,
    token: "",
    port: 0,
    refused: () => {},
  });
  if (!face.ok) throw new Error(face.error.message);
  const { port } = face.value;
  const open = () => new WebSocket(`ws://127.0.0.1:${port}/wire`, { origin: `http://localhost:${port}` });
  const send = async (data: string | Uint8Array) => {
    const socket = open();
    const closed = new Promise((resolve) => socket.on("error", () => {}).on("close", resolve));
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send(data);
    return { closed };
  };
  return {
    connect: () => Promise.resolve(webSocketWire(open())),
    damage: {
      notJson: () => send("hello"),
      oversized: () => send(new Uint8Array(65 * 1024 * 1024)),
    },
    [Symbol.asyncDispose]: () => face.value[Symbol.asyncDispose](),
  };
});
