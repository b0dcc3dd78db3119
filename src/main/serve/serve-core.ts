import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Result, fail, ok } from "../../shared/model/result.ts";
import { createContractService } from "../../shared/contract/contract-service.ts";
import type { CoreEndpoint } from "../../shared/wire/endpoint.ts";
import { PROTOCOL_VERSION, type ServerName } from "../../shared/wire/message.ts";
import type { Clock } from "../core/base/clock.ts";
import { runtimeFolder, socketPath } from "../core/platform/fs/runtime-folder.ts";
import { type BrowserFace, startBrowserFace } from "./browser-face.ts";
import { type Connections, createConnections } from "./connections.ts";
import { publishEndpoint, readEndpoint } from "./endpoint-file.ts";
import { listenOnSocket } from "./listen-socket.ts";
import { recordRefusal } from "./record-refusal.ts";
import type { ServableCore } from "./servable-core.ts";

export interface ServeCoreOptions {
  readonly core: ServableCore;
  readonly version: string;
  readonly clock: Clock;
  /** Says where the runtime folder is. */
  readonly env: Readonly<Record<string, string | undefined>>;
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
export async function serveCore(options: ServeCoreOptions): Promise<Result<ServedCore>> {
  const { core, clock, page, version } = options;
  const { log, lock, workspaceDir } = core;
  const token = core.tokens.user;
  const sockets = runtimeFolder(options.env);
  if (!sockets.ok) return sockets;
  const socket = socketPath(sockets.value, workspaceDir, "core");
  const server: ServerName = { kind: "core", version, instance: randomBytes(8).toString("hex") };
  const service = createContractService({
    server,
    handlers: core.handlers,
    authenticate: (given) => core.authenticate(given),
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

  const report = (error: unknown) => {
    log.error("Whoever looks for this core may not find it", error);
  };
  const listener = await listenOnSocket({ path: socket, lock, connections, clock, report });
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
      token,
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
    version,
    pid: process.pid,
    instance: server.instance,
    socket,
    token,
    ...(browserFace === undefined ? {} : { url: browserFace.url }),
  };
  started.use(await publishEndpoint(workspaceDir, endpoint, { clock, report }));
  const all = started.move();
  return ok({ endpoint, connections, browserFace, [Symbol.asyncDispose]: () => all.disposeAsync() });
}

/** The port of the core before: a page that is still open in a browser looks for its core there. */
function portOf(url: string | undefined): number | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const port = Number(new URL(url).port);
  return port > 0 ? port : undefined;
}
