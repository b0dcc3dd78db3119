import { connect } from "node:net";
import type { Result } from "../../shared/model/result.ts";
import { fail } from "../../shared/model/result.ts";
import { type WireClient, connectClient } from "../../shared/wire/client.ts";
import type { CoreEndpoint } from "../../shared/wire/endpoint.ts";
import type { ClientName } from "../../shared/wire/message.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import { readEndpoint } from "./endpoint-file.ts";

export interface RunningCore {
  readonly endpoint: CoreEndpoint;
  /** Connected as the user. */
  readonly client: WireClient;
}

/** The core that serves the workspace now. `no-core` where there is no endpoint, or a stale one. */
export async function connectToRunningCore(workspaceDir: string, name: ClientName): Promise<Result<RunningCore>> {
  const endpoint = readEndpoint(workspaceDir);
  if (endpoint === undefined) return fail("no-core", `No core runs for the workspace ${workspaceDir}.`);
  const socket = connect(endpoint.socket);
  const refused = await new Promise<Error | undefined>((resolve) => {
    socket.once("error", resolve);
    socket.once("connect", () => {
      socket.off("error", resolve);
      resolve(undefined);
    });
  });
  if (refused !== undefined) {
    return fail(
      "no-core",
      `The core that served ${workspaceDir} (process ${endpoint.pid}) is gone: ${refused.message}`,
    );
  }
  const client = await connectClient(socketWire(socket), { token: endpoint.token, client: name });
  return client.ok ? { ok: true, value: { endpoint, client: client.value } } : client;
}
