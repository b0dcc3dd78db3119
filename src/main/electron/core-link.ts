import { connect } from "node:net";
import { type ContractClient, contractClient } from "../../shared/contract/client.ts";
import { type Result, ok } from "../../shared/model/result.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import type { Wire } from "../../shared/wire/wire.ts";
import type { Clock } from "../core/base/clock.ts";
import { openInTurn } from "../serve/open-in-turn.ts";
import type { RunningCore } from "../serve/running-core.ts";
import type { ServableCore } from "../serve/servable-core.ts";
import { type ServedCore, serveCore } from "../serve/serve-core.ts";
import { relayWires } from "./relay-wires.ts";

/** What orchestrator.ts makes, as far as the desktop app runs it. */
export interface DesktopCore extends ServableCore {
  /** As the user. */
  readonly client: ContractClient;
  readonly stopRequested: Promise<{ readonly agents: "keep" | "stop" }>;
  stop(agents: "keep" | "stop"): Promise<void>;
}

/** The core that the app works with. */
export interface CoreLink {
  /** `own`: it runs in this process and ends with it. `attached`: it ran already, elsewhere, and goes on without us. */
  readonly kind: "own" | "attached";
  /** As the user. */
  readonly client: ContractClient;
  /** What a window says hello with. */
  readonly token: string;
  /** Joins a window's wire to the core. */
  join(wire: Wire): void;
  /** Resolves once: somebody asked our own core to stop, or the attached one is gone. Not for `close`. */
  readonly over: Promise<CoreEnd>;
  /** Ends our own core, or hangs up on the other. Idempotent. */
  close(agents: "keep" | "stop"): Promise<void>;
}

export type CoreEnd = { readonly kind: "stop-requested"; readonly agents: "keep" | "stop" } | { readonly kind: "lost" };

export interface CoreLinkOptions {
  /** `workspace-in-use` when another core runs there. */
  openCore(): Promise<Result<DesktopCore>>;
  readonly workspace: string;
  readonly version: string;
  readonly clock: Clock;
  /** Says where the runtime folder is. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long to wait for who holds the workspace and does not answer. */
  readonly patienceMs?: number;
}

/** Runs and serves a core for the workspace, or attaches to the one that runs there already. */
export async function openCoreLink(options: CoreLinkOptions): Promise<Result<CoreLink>> {
  const { workspace, patienceMs } = options;
  const found = await openInTurn({
    workspace,
    name: { kind: "desktop", version: options.version },
    open: options.openCore,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  if (!found.ok) return found;
  if (found.value.kind === "running") return ok(attachedLink(found.value.running));
  const { core } = found.value;
  try {
    const { clock, env, version } = options;
    const served = await serveCore({ core, version, clock, env });
    if (served.ok) return ok(ownLink(core, served.value));
    await core.stop("keep");
    return served;
  } catch (error) {
    await core.stop("keep");
    throw error;
  }
}

function ownLink(core: DesktopCore, served: ServedCore): CoreLink {
  let closing: Promise<void> | undefined;
  async function end(agents: "keep" | "stop"): Promise<void> {
    await served[Symbol.asyncDispose]();
    await core.stop(agents);
  }
  return {
    kind: "own",
    client: core.client,
    token: core.tokens.user,
    join(wire) {
      served.connections.accept(wire);
    },
    over: core.stopRequested.then(({ agents }) => ({ kind: "stop-requested", agents })),
    close: (agents) => (closing ??= end(agents)),
  };
}

function attachedLink({ endpoint, client }: RunningCore): CoreLink {
  return {
    kind: "attached",
    client: contractClient(client),
    token: endpoint.token,
    join(wire) {
      relayWires(wire, socketWire(connect(endpoint.socket)));
    },
    over: client.closed.then(() => ({ kind: "lost" })),
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}
