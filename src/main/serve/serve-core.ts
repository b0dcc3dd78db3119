import { existsSync } from "node:fs";
import path from "node:path";
import { type Result, fail, ok } from "../../shared/model/result.ts";
import { createContractService } from "../../shared/contract/contract-service.ts";
import type { CoreEndpoint } from "../../shared/wire/endpoint.ts";
import { PROTOCOL_VERSION } from "../../shared/wire/message.ts";
import type { Clock } from "../core/base/clock.ts";
import { type BrowserFace, startBrowserFace } from "./browser-face.ts";
import { type Connections, createConnections } from "./connections.ts";
import type { Core } from "./core-face.ts";
import { publishEndpoint, readEndpoint } from "./endpoint-file.ts";
import { listenOnSocket } from "./listen-socket.ts";
import { recordRefusal } from "./record-refusal.ts";

export interface ServeCoreOptions {
  readonly core: Core;
  readonly clock: Clock;
  /** Serves the browser face too. */
  readonly page?: {
    /** The built page. */
    readonly folder: string;
    /** Chosen by the user; else one that is free. */
    readonly port?: number;
  };
}

/** A core that can be reached. Disposing hangs up on everybody; the core itself goes on. */
export interface ServedCore extends AsyncDisposable {
  readonly endpoint: CoreEndpoint;
  /** For wires that come another way: the desktop window's message port. */
  readonly connections: Connections;
  readonly browserFace: BrowserFace | undefined;
}

/** Makes a core reachable: by the local socket, by the browser face if asked for, and by the endpoint file that tells of both. */
export async function serveCore({ core, clock, page }: ServeCoreOptions): Promise<Result<ServedCore>> {
  const { log, lock, workspaceDir, server, socket, userToken } = core;
  const service = createContractService({
    server,
    handlers: core.handlers,
    authenticate: (token) => core.authenticate(token),
    refused: (refusal) => {
      recordRefusal(log, refusal);
    },
    broke: (error) => {
      log.error("a bug", error);
    },
  });
  const connections = createConnections({ service, clock });
  await using started = new AsyncDisposableStack();
  started.defer(() => {
    connections.close();
  });

  const listener = await listenOnSocket({ path: socket, lock, connections, clock });
  if (!listener.ok) return listener;
  started.use(listener.value);

  let browserFace: BrowserFace | undefined;
  if (page !== undefined) {
    if (!existsSync(path.join(page.folder, "index.html"))) {
      return fail("page-missing", `The page of the browser face is not in ${page.folder}.`, {
        remedy: "Build it: npm run build",
      });
    }
    const lastPort = portOf(readEndpoint(workspaceDir)?.url);
    const face = await startBrowserFace({
      pageFolder: page.folder,
      connections,
      clock,
      token: userToken,
      refused: (what) => {
        log.warn(`refused ${what}`);
      },
      ...(page.port === undefined ? {} : { port: page.port }),
      ...(lastPort === undefined ? {} : { lastPort }),
    });
    if (!face.ok) return face;
    browserFace = started.use(face.value);
  }

  const endpoint: CoreEndpoint = {
    protocol: PROTOCOL_VERSION,
    version: server.version,
    pid: process.pid,
    instance: server.instance,
    socket,
    token: userToken,
    ...(browserFace === undefined ? {} : { url: browserFace.url }),
  };
  started.use(await publishEndpoint(workspaceDir, endpoint));
  const all = started.move();
  return ok({ endpoint, connections, browserFace, [Symbol.asyncDispose]: () => all.disposeAsync() });
}

/** The port of the core before: a page that is still open in a browser looks for its core there. */
function portOf(url: string | undefined): number | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const port = Number(new URL(url).port);
  return port > 0 ? port : undefined;
}
