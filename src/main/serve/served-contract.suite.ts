import { setImmediate } from "node:timers/promises";
import { type ContractClient, contractClient } from "../../shared/contract/client.ts";
import { type Refusal, createContractService } from "../../shared/contract/contract-service.ts";
import { verbs } from "../../shared/contract/contract.ts";
import type { Handlers } from "../../shared/contract/handlers.ts";
import type { FeedEvent } from "../../shared/contract/workspace.ts";
import { USER, workerPath } from "../../shared/model/identity.ts";
import { fail, ok } from "../../shared/model/result.ts";
import { type WireClient, connectClient } from "../../shared/wire/client.ts";
import { PROTOCOL_VERSION } from "../../shared/wire/message.ts";
import type { Wire } from "../../shared/wire/wire.ts";
import { ManualClock } from "../core/base/clock.ts";
import { type Connections, createConnections } from "./connections.ts";

export const USER_TOKEN = "the user's token";
export const AGENT_TOKEN = "an agent's token";

/** The contract with the handlers a test gives it, ready to be served by any transport. */
export interface ServedContract {
  readonly connections: Connections;
  readonly clock: ManualClock;
  readonly refusals: readonly Refusal[];
  readonly bugs: readonly unknown[];
  /** The agent's session is over: its token is void. */
  endSession(): void;
}

export interface Transport extends AsyncDisposable {
  /** A fresh connection's client end; nothing was said on it yet. */
  connect(): Promise<Wire>;
  /** Sends what no wire of ours would. Undefined where the transport takes only values that are whole. */
  readonly damage?: {
    /** Opens a connection and sends text where a message should be. */
    notJson(): Promise<{ readonly closed: Promise<unknown> }>;
    /** Opens a connection and announces or sends more than may be. */
    oversized(): Promise<{ readonly closed: Promise<unknown> }>;
  };
}

/** Serves the contract with those handlers over a transport that ends with the test. */
export type Serve = (handlers?: Partial<Handlers>) => Promise<{
  readonly served: ServedContract;
  readonly transport: Transport;
  /** Says hello with that token; default: the user's. */
  connect(token?: string): Promise<Connected>;
}>;

export function serveContract(handlers: Partial<Handlers>): ServedContract {
  const refusals: Refusal[] = [];
  const bugs: unknown[] = [];
  let isOver = false;
  const clock = new ManualClock();
  const service = createContractService({
    server: { kind: "core", version: "1.2.3", instance: "i1" },
    handlers: { ...unhandled(), ...handlers },
    authenticate(token) {
      if (token === USER_TOKEN) return ok({ identity: USER, role: "user" });
      if (token === AGENT_TOKEN && !isOver) {
        return ok({ identity: workerPath("web", "ada"), role: "worker", session: "s1" });
      }
      return fail("bad-token", "The token is not one of this workspace.");
    },
    refused: (refusal) => refusals.push(refusal),
    broke: (error) => bugs.push(error),
  });
  const endSession = () => {
    isOver = true;
  };
  return { connections: createConnections({ service, clock }), clock, refusals, bugs, endSession };
}

function unhandled(): Handlers {
  const refuse = (name: string) => () => {
    throw new Error(`${name} is not handled in this test`);
  };
  return Object.fromEntries(verbs.map(({ name }) => [name, refuse(name)])) as unknown as Handlers;
}

export interface Connected {
  readonly wire: WireClient;
  readonly client: ContractClient;
}

export async function hello(wire: Wire, token = USER_TOKEN): Promise<Connected> {
  const client = await connectClient(wire, { token, client: { kind: "test", version: "1.2.3" } });
  if (!client.ok) throw new Error(client.error.message);
  return { wire: client.value, client: contractClient(client.value) };
}

export const HELLO = {
  type: "hello",
  protocol: PROTOCOL_VERSION,
  token: USER_TOKEN,
  client: { kind: "test", version: "1" },
} as const;

/** Everything one end of a wire gets, for tests that speak the protocol themselves. */
export function record(wire: Wire) {
  const messages: unknown[] = [];
  const closed = Promise.withResolvers<string | undefined>();
  wire.receive({
    message: (message) => messages.push(message),
    bytes: () => {},
    closed: (reason) => {
      closed.resolve(reason);
    },
  });
  return { messages, closed: closed.promise };
}

/** Waits for something that other turns of the event loop bring about; the test's time limit is the bound. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}

export function feedEvent(seq: number): { readonly cursor: string; readonly value: FeedEvent } {
  const value = {
    seq,
    at: 0,
    ledger: "web",
    kind: "item",
    subject: `w-${seq}`,
    type: "changed",
    actor: USER,
    text: "",
  };
  return { cursor: String(seq), value };
}
