import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContractService } from "../../shared/contract/contract-service.ts";
import type { Caller, Handlers } from "../../shared/contract/handlers.ts";
import { USER, workerPath } from "../../shared/model/identity.ts";
import { fail, ok } from "../../shared/model/result.ts";
import type { ItemView } from "../../shared/model/work-item.ts";
import { CORE_ENDPOINT_FILE, type CoreEndpoint } from "../../shared/wire/endpoint.ts";
import { PROTOCOL_VERSION } from "../../shared/wire/message.ts";
import { serveWire } from "../../shared/wire/server.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import type { Io } from "../io.ts";
import { run } from "../run.ts";

/** A workspace with an endpoint on a real socket, behind which stand just the handlers of a test. */
export interface TestCore extends AsyncDisposable {
  readonly workspace: string;
  /** Who called, in order, one entry a connection. */
  readonly callers: readonly Pick<Caller, "identity" | "role">[];
  /** Ends the core and leaves its endpoint file behind, as a crash does. */
  crash(): Promise<void>;
}

export const AGENT_TOKEN = "token-of-otter";

export async function startTestCore(handlers: Partial<Handlers>): Promise<TestCore> {
  const workspace = mkdtempSync(join(tmpdir(), "drover-cli-"));
  mkdirSync(join(workspace, ".drover"));
  const callers: Pick<Caller, "identity" | "role">[] = [];
  const service = createContractService({
    server: { kind: "core", version: "test", instance: "test" },
    // A verb that the test did not provide is a bug of the test, and says so.
    handlers: handlers as Handlers,
    authenticate(token) {
      const bearer =
        token === "user-token"
          ? ({ identity: USER, role: "user" } as const)
          : token === AGENT_TOKEN
            ? ({ identity: workerPath("shop", "otter"), role: "worker", session: "ses-1" } as const)
            : undefined;
      if (bearer === undefined) return fail("not-allowed", "The token is not one of this workspace.");
      return ok(bearer);
    },
    refused: () => {},
    broke(error) {
      throw error;
    },
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serveWire(socketWire(socket), {
      ...service,
      authenticate(...hello) {
        const known = service.authenticate(...hello);
        if (known.ok) callers.push(known.value.caller);
        return known;
      },
    });
  });
  const path = join(workspace, "core.sock");
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const endpoint: CoreEndpoint = {
    protocol: PROTOCOL_VERSION,
    version: "test",
    pid: process.pid,
    instance: "test",
    socket: path,
    token: "user-token",
    url: "http://127.0.0.1:4733/#token=t",
  };
  writeFileSync(join(workspace, CORE_ENDPOINT_FILE), JSON.stringify(endpoint));
  const crash = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) server.close(() => resolve());
      else resolve();
    });
  return {
    workspace,
    callers,
    crash,
    async [Symbol.asyncDispose]() {
      await crash();
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

export interface CliOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliSetting {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Columns of a terminal; without it the output is a pipe. */
  readonly columns?: number;
  readonly stdin?: string;
}

/** Runs a command line in this process. */
export async function cli(workspace: string, words: readonly string[], setting: CliSetting = {}): Promise<CliOutcome> {
  let out = "";
  let err = "";
  const io: Io = {
    env: { DROVER_WORKSPACE: workspace, ...setting.env },
    cwd: setting.cwd ?? workspace,
    outIsTerminal: setting.columns !== undefined,
    inIsTerminal: false,
    columns: setting.columns,
    write: (text) => {
      out += text;
    },
    warn: (text) => {
      err += text;
    },
    readAll: () => setting.stdin ?? "",
    readUntil: async () => setting.stdin ?? "",
  };
  const code = await run(words, io, new AbortController().signal);
  return { code, out, err };
}

export function testItem(id: string, more: Partial<ItemView> = {}): ItemView {
  return {
    id,
    title: `Item ${id}`,
    description: "",
    type: "task",
    status: "open",
    priority: 2,
    labels: [],
    acceptance: "",
    notes: "",
    links: [],
    createdBy: USER,
    createdAt: 1,
    updatedBy: USER,
    updatedAt: 1,
    version: 1,
    stage: "ready",
    blockedBy: [],
    unblocks: 0,
    convoys: [],
    ...more,
  };
}
