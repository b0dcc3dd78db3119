import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import { MAX_FRAME_BYTES } from "../../shared/wire/frame-codec.ts";
import { webSocketWire } from "../../shared/wire/websocket-wire.ts";
import type { Connections } from "./connections.ts";
import { sendPageFile, sendText } from "./page-files.ts";

export interface BrowserFaceOptions {
  /** The built page. */
  readonly pageFolder: string;
  readonly connections: Connections;
  /** Chosen by the user: this port or a failure. */
  readonly port?: number;
  /** Tried first where the user chose none, so that a page that is open finds its core again after a restart. */
  readonly lastPort?: number;
  /** A request that was turned away, for the log. */
  readonly refused: (what: string) => void;
}

export interface BrowserFace extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:4733` */
  readonly origin: string;
}

export type BrowserFaceFailure = Failure<"port-in-use" | "port-not-allowed">;

/** Only this machine. Other addresses would need TLS. */
const LOOPBACK = "127.0.0.1";
const DEFAULT_PORT = 4733;
/** Workspaces served at the same time each take the next one; after these any port that is free. */
const PORTS_TRIED = 20;
const LAST_PORT = 65_535;
const WIRE_PATH = "/wire";

/**
 * Serves the page and, at `/wire`, the contract to browsers on this machine. A token is asked for in the hello of the
 * wire; what is asked for here keeps other pages out: that the address is ours (a foreign name that resolves to
 * loopback is DNS rebinding), and that a WebSocket is opened by our own page.
 */
export async function startBrowserFace(options: BrowserFaceOptions): Promise<Result<BrowserFace, BrowserFaceFailure>> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  let hosts: ReadonlySet<string> = new Set();

  function isOurs(request: IncomingMessage): boolean {
    return hosts.has(request.headers.host ?? "");
  }

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    if (!isOurs(request)) {
      options.refused(`a request for the host ${String(request.headers.host)}`);
      sendText(response, 421, "This is not an address of Drover. Use the one it printed.");
      return;
    }
    void sendPageFile(options.pageFolder, request, response);
  }

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { origin } = request.headers;
    const problem = !isOurs(request)
      ? { status: "421 Misdirected Request", what: `a WebSocket for the host ${String(request.headers.host)}` }
      : request.url !== WIRE_PATH
        ? { status: "404 Not Found", what: `a WebSocket at ${String(request.url)}` }
        : origin === undefined || !hosts.has(origin.replace(/^http:\/\//, ""))
          ? { status: "403 Forbidden", what: `a WebSocket from a page of ${String(origin)}` }
          : undefined;
    if (problem !== undefined) {
      options.refused(problem.what);
      socket.end(`HTTP/1.1 ${problem.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      options.connections.accept(webSocketWire(webSocket));
    });
  }

  const server = createServer(onRequest);
  server.on("upgrade", onUpgrade);
  const bound = await bind(server, options);
  if (!bound.ok) return bound;
  const port = bound.value;
  hosts = new Set([`${LOOPBACK}:${port}`, `localhost:${port}`]);
  return ok({
    port,
    origin: `http://${LOOPBACK}:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await closed;
    },
  });
}

async function bind(server: Server, options: BrowserFaceOptions): Promise<Result<number, BrowserFaceFailure>> {
  const { port, lastPort } = options;
  if (port !== undefined) return port > LAST_PORT ? notAllowed(port) : listen(server, port);
  const usual = Array.from({ length: PORTS_TRIED }, (_, n) => DEFAULT_PORT + n);
  for (const candidate of lastPort === undefined ? usual : [lastPort, ...usual]) {
    const bound = await listen(server, candidate);
    if (bound.ok) return bound;
  }
  return listen(server, 0);
}

function listen(server: Server, port: number): Promise<Result<number, BrowserFaceFailure>> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        resolve(
          fail("port-in-use", `Port ${port} is in use by another program.`, {
            remedy: "Choose another with --port, or leave it out and Drover takes one that is free.",
          }),
        );
      } else if (error.code === "EACCES") {
        resolve(notAllowed(port));
      } else reject(error);
    };
    server.once("error", failed);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      server.off("error", failed);
      resolve(ok((server.address() as AddressInfo).port));
    });
  });
}

function notAllowed(port: number): Result<never, Failure<"port-not-allowed">> {
  return fail("port-not-allowed", `Drover may not listen on port ${port}.`, {
    remedy: `Choose one from 1024 to ${LAST_PORT} with --port.`,
  });
}
