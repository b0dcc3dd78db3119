import { readFileSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { join } from "node:path";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import { type EarlyClient, openClient } from "../shared/wire/client.ts";
import { CORE_ENDPOINT_FILE, type CoreEndpoint, parseCoreEndpoint } from "../shared/wire/endpoint.ts";
import { socketWire } from "../shared/wire/socket-wire.ts";
import { VERSION } from "./version.ts";

export interface WayToCore {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** No core listens where one was looked for: there is no endpoint, or it is stale. */
export type NoCore = Failure<"no-core">;

/**
 * Connects to the core that runs for the workspace. Inside a session DROVER_TOKEN says who calls; elsewhere the token of
 * the endpoint file makes the caller the user. DROVER_SOCKET is tried first; a core that was restarted since is found
 * by its endpoint file.
 */
export async function connectToCore({ workspace, env }: WayToCore): Promise<Result<EarlyClient>> {
  const ownToken = env["DROVER_TOKEN"];
  const told = env["DROVER_SOCKET"];
  if (told !== undefined && told !== "" && ownToken !== undefined) {
    const client = await connectTo(told, ownToken);
    if (client.ok || client.error.code !== "no-core") return client;
  }
  const endpoint = readEndpoint(workspace);
  if (endpoint === undefined) return noCore(`No core runs for the workspace ${workspace}.`);
  return connectTo(endpoint.socket, ownToken ?? endpoint.token);
}

export function readEndpoint(workspace: string): CoreEndpoint | undefined {
  try {
    return parseCoreEndpoint(readFileSync(join(workspace, CORE_ENDPOINT_FILE), "utf8"));
  } catch {
    // Not there: no core runs. Not readable: then neither is its socket.
    return undefined;
  }
}

/** A core that is alive greets at once, whatever it has to do: one that is silent for so long is stopped or hangs. */
const GREETING_MS = 30_000;

/**
 * Says hello at a socket. `no-core` when nobody listens there. The welcome is not waited for: where it is refused, what is
 * asked is answered with the refusal.
 */
export function connectTo(path: string, token: string, greetingMs = GREETING_MS): Promise<Result<EarlyClient>> {
  return new Promise((resolve) => {
    const socket = connectSocket(path);
    const refused = (error: Error) => {
      resolve(noCore(`Nobody listens at ${path}: ${error.message}`));
    };
    socket.once("error", refused);
    socket.once("connect", () => {
      socket.off("error", refused);
      const kind = process.env["DROVER_SESSION"] === undefined ? "cli" : "agent";
      const { client, greeted } = openClient(socketWire(socket), { token, client: { kind, version: VERSION } });
      const hangs = setTimeout(() => {
        socket.destroy(new Error(`the core has not answered for ${greetingMs / 1000} seconds. If it hangs, end it`));
      }, greetingMs);
      void greeted.then(() => {
        clearTimeout(hangs);
      });
      resolve(ok(client));
    });
  });
}

function noCore(message: string): { readonly ok: false; readonly error: NoCore } {
  return fail("no-core", message, { remedy: "Start one with: drover serve" });
}
