import { type Failure, type Result, err, fail, ok } from "../model/result.ts";
import type { ClientName, ServerName } from "../wire/message.ts";
import type { StreamEvent, WireService } from "../wire/server.ts";
import { describeBadInput } from "./bad-input.ts";
import { type AnyVerb, verbByName } from "./contract.ts";
import { READING_VERBS } from "./reading.ts";
import type { Caller, Handlers } from "./handlers.ts";
import { type ConnectionTerminals, createConnectionTerminals } from "./connection-terminals.ts";

export interface ContractServiceOptions {
  readonly server: ServerName;
  readonly handlers: Handlers;
  /** Who the bearer of a token is. Asked again at each call of a session's connection, which may outlive the session. */
  authenticate(token: string): Result<Pick<Caller, "identity" | "role" | "session" | "readsOnly">>;
  /** A connection or call that was turned away, for the log. */
  refused(refusal: Refusal): void;
  /** A bug: a handler threw, or answered what cannot be sent. */
  broke(error: unknown): void;
}

export interface Refusal {
  /** Absent for a connection that was not let in. */
  readonly caller?: Caller;
  readonly client: ClientName;
  readonly verb?: string;
  readonly failure: Failure;
}

/** One accepted connection. */
export interface ContractPeer {
  readonly caller: Caller;
  readonly token: string;
  readonly client: ClientName;
  readonly terminals: ConnectionTerminals;
  close(): void;
}

type AnyRequestHandler = (input: unknown, caller: Caller, signal: AbortSignal) => Promise<Result<unknown>>;
type AnyStreamHandler = (
  input: unknown,
  caller: Caller,
  after: string | undefined,
  signal: AbortSignal,
) => Result<AsyncIterable<StreamEvent>>;

/**
 * Stands between a wire and the handlers, the same on every transport: knows who calls and whether they may, and hands on
 * only what the verb's schema lets through. What handlers answer goes out as it is: they are typed by the contract.
 */
export function createContractService(options: ContractServiceOptions): WireService<ContractPeer> {
  const { handlers } = options;

  function stillKnown({ caller, token }: ContractPeer): Result<unknown> {
    return caller.session === undefined ? ok() : options.authenticate(token);
  }

  /** What a session follows ends with it. */
  function whileKnown(peer: ContractPeer, source: AsyncIterable<StreamEvent>): AsyncIterable<StreamEvent> {
    return {
      [Symbol.asyncIterator]() {
        const events = source[Symbol.asyncIterator]();
        const end = async () => (await events.return?.()) ?? { done: true as const, value: undefined };
        return {
          async next() {
            const one = await events.next();
            return stillKnown(peer).ok ? one : end();
          },
          return: end,
        };
      },
    };
  }

  function admit(peer: ContractPeer, name: string, kind: AnyVerb["kind"], input: unknown): Result<Admitted> {
    const verb = verbByName.get(name);
    const known = stillKnown(peer);
    const outcome = !known.ok ? known : verb?.kind === kind ? check(verb, peer.caller, input) : unknownVerb(name, verb);
    if (!outcome.ok) {
      options.refused({ caller: peer.caller, client: peer.client, verb: name, failure: outcome.error });
    }
    return outcome;
  }

  return {
    server: options.server,
    authenticate(token, client, link) {
      const known = options.authenticate(token);
      if (!known.ok) {
        options.refused({ client, failure: known.error });
        return known;
      }
      const terminals = createConnectionTerminals(link);
      const close = () => {
        link.close();
      };
      const caller = { ...known.value, terminals: terminals.link };
      return { ok: true, value: { caller, token, client, terminals, close } };
    },
    request(peer, name, input, signal) {
      const admitted = admit(peer, name, "request", input);
      if (!admitted.ok) return Promise.resolve(admitted);
      // The table is typed verb by verb; the schema has just checked what the type of this verb's handler asks for.
      const handle = handlers[admitted.value.verb.name] as AnyRequestHandler;
      return handle(admitted.value.input, peer.caller, signal);
    },
    subscribe(peer, name, input, { after, signal }) {
      const admitted = admit(peer, name, "stream", input);
      if (!admitted.ok) return admitted;
      const handle = handlers[admitted.value.verb.name] as AnyStreamHandler;
      const source = handle(admitted.value.input, peer.caller, after, signal);
      return source.ok && peer.caller.session !== undefined ? ok(whileKnown(peer, source.value)) : source;
    },
    bytes(peer, frame) {
      const known = stillKnown(peer);
      const problem = known.ok ? peer.terminals.take(frame) : known.error;
      if (problem === undefined) return;
      options.refused({ caller: peer.caller, client: peer.client, failure: problem });
      peer.close();
    },
    gone(peer) {
      peer.terminals.gone();
    },
    report: (error) => {
      options.broke(error);
    },
  };
}

interface Admitted {
  readonly verb: AnyVerb;
  readonly input: unknown;
}

function check(verb: AnyVerb, caller: Caller, input: unknown): Result<Admitted> {
  if (!verb.callers.includes(caller.role)) {
    return fail(
      "not-allowed",
      `${verb.name} is not for ${caller.identity}: only ${verb.callers.join(", ")} may call it.`,
      {
        remedy: "Ask the user or the manager for what you need, by mail.",
        details: { verb: verb.name, role: caller.role },
      },
    );
  }
  if (caller.readsOnly === true && !READING_VERBS.has(verb.name)) {
    return fail(
      "not-allowed",
      `${verb.name} changes something, and who is asked after the end of a session only reads.`,
      {
        remedy: "Say in your answer what you would do.",
        details: { verb: verb.name },
      },
    );
  }
  const parsed = verb.input.safeParse(input);
  return parsed.success
    ? { ok: true, value: { verb, input: parsed.data } }
    : err(describeBadInput(verb, parsed.error, input));
}

function unknownVerb(name: string, verb: AnyVerb | undefined): Result<never> {
  if (verb === undefined) {
    return fail("unknown-verb", `There is no verb ${JSON.stringify(name.slice(0, 100))}.`, {
      remedy: "The two ends may be of different versions: restart the older one.",
    });
  }
  const way = verb.kind === "stream" ? "is a stream: subscribe to it" : "is no stream: request it";
  return fail("unknown-verb", `${name} ${way}.`);
}
