import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import { MAX_FRAME_BYTES } from "../../shared/wire/frame-codec.ts";
import { webSocketWire } from "../../shared/wire/websocket-wire.ts";
import { isSameText } from "../core/base/same-text.ts";
import type { Clock } from "../core/base/clock.ts";
import type { Connections } from "./connections.ts";
import { createInvitations } from "./invitations.ts";
import { sendPageFile, sendText } from "./page-files.ts";
import { SECURITY_HEADERS } from "./page-headers.ts";

export interface BrowserFaceOptions {
  /** The built page. */
  readonly pageFolder: string;
  readonly connections: Connections;
  readonly clock: Clock;
  /** The user's. It never leaves but in the fragment of an address, which browsers keep to themselves. */
  readonly token: string;
  /** Chosen by the user: this port or a failure. */
  readonly port?: number;
  /** Tried first where the user chose none, so that a page that is open finds its core again after a restart. */
  readonly lastPort?: number;
  /** A request that was turned away, for the log. */
  readonly refused: (what: string) => void;
}

export interface BrowserFace extends AsyncDisposable {
  readonly port: number;
  /** With the token in its fragment: who has it is the user. */
  readonly url: string;
  /** An address for one browser, once and soon: for places where others may read it. */
  invite(): string;
}

export type BrowserFaceFailure = Failure<"port-in-use" | "port-not-allowed">;

/** Only this machine. Other addresses would need TLS. */
const LOOPBACK = "127.0.0.1";
const DEFAULT_PORT = 4733;
/** Workspaces served at the same time each take the next one; after these any port that is free. */
const PORTS_TRIED = 20;
const LAST_PORT = 65_535;
const WIRE_PATH = "/wire";
const INVITE_PATH = "/invite";
const ENTER_PATH = "/enter/";

/**
 * Serves the page and, at `/wire`, the contract to browsers on this machine. A token is asked for in the hello of the
 * wire; what is asked for here keeps other pages out: that the address is ours (a foreign name that resolves to
 * loopback is DNS rebinding), and that a WebSocket is opened by our own page.
 */
export async function startBrowserFace(options: BrowserFaceOptions): Promise<Result<BrowserFace, BrowserFaceFailure>> {
  const invitations = createInvitations(options.clock);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  let hosts: ReadonlySet<string> = new Set();
  let origin = "";

  function isOurs(request: IncomingMessage): boolean {
    return hosts.has(request.headers.host ?? "");
  }

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    if (!isOurs(request)) {
      options.refused(`a request for the host ${String(request.headers.host)}`);
      sendText(response, 421, "This is not an address of Drover. Use the one it printed.");
      return;
    }
    const url = request.url ?? "";
    if (url === INVITE_PATH) answerInvite(request, response);
    else if (url.startsWith(ENTER_PATH)) answerEnter(url.slice(ENTER_PATH.length), response);
    else void sendPageFile(options.pageFolder, request, response);
  }

  /** For the command line, which has the token and starts a browser. */
  function answerInvite(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === "POST" && isSameText(request.headers.authorization ?? "", `Bearer ${options.token}`)) {
      sendText(response, 200, `${origin}${ENTER_PATH}${invitations.issue()}`);
      return;
    }
    options.refused("a request for an invitation without the token");
    sendText(response, 403, "An invitation is given to the user alone.");
  }

  function answerEnter(code: string, response: ServerResponse): void {
    if (invitations.redeem(code)) {
      response.writeHead(303, {
        ...SECURITY_HEADERS,
        "Cache-Control": "no-store",
        Location: `/#token=${options.token}`,
      });
      response.end();
      return;
    }
    options.refused("an invitation that was used or is too old");
    sendText(response, 403, "This address was used already or is too old. Use the one that Drover printed.");
  }

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { origin: page } = request.headers;
    const problem = !isOurs(request)
      ? { status: "421 Misdirected Request", what: `a WebSocket for the host ${String(request.headers.host)}` }
      : request.url !== WIRE_PATH
        ? { status: "404 Not Found", what: `a WebSocket at ${String(request.url)}` }
        : page === undefined || !hosts.has(page.replace(/^http:\/\//, ""))
          ? { status: "403 Forbidden", what: `a WebSocket from a page of ${String(page)}` }
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
  origin = `http://${LOOPBACK}:${port}`;
  return ok({
    port,
    url: `${origin}/#token=${options.token}`,
    invite: () => `${origin}${ENTER_PATH}${invitations.issue()}`,
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
