import { type Failure, type Result, fail } from "../model/result.ts";
import {
  type ClientMessage,
  type ClientName,
  PROTOCOL_VERSION,
  type ServerMessage,
  type ServerName,
} from "./message.ts";
import { parseClientMessage } from "./parse-client-message.ts";
import { type StreamEvent, createCredit, pump } from "./stream-pump.ts";
import type { Wire } from "./wire.ts";

export type { StreamEvent } from "./stream-pump.ts";

/** What stands behind a served wire. `Peer` is whatever `authenticate` says of the other side. */
export interface WireService<Peer> {
  readonly server: ServerName;
  /** `link` stays usable until `gone` is called for this peer. */
  authenticate(token: string, client: ClientName, link: WireLink): Result<Peer>;
  /** `signal` aborts when the client cancels or is gone; whatever comes of the call then is dropped. */
  request(peer: Peer, verb: string, input: unknown, signal: AbortSignal): Promise<Result<unknown>>;
  /** Events are pulled one at a time, against the client's credit; the iterator is returned early on cancel. */
  subscribe(
    peer: Peer,
    verb: string,
    input: unknown,
    how: { readonly after: string | undefined; readonly signal: AbortSignal },
  ): Result<AsyncIterable<StreamEvent>>;
  bytes(peer: Peer, frame: Uint8Array): void;
  gone(peer: Peer): void;
  /** A bug: something of ours threw. The client gets `internal`. */
  report(error: unknown): void;
}

export interface WireLink {
  sendBytes(frame: Uint8Array): void;
  readonly bufferedBytes: number;
  close(): void;
}

/** One served connection, for its listener. */
export interface ServedWire {
  /** Whether a hello was accepted. A listener gives those that never say it a time limit. */
  readonly isGreeted: boolean;
  readonly closed: Promise<void>;
  close(): void;
}

/** Requests and streams one connection may have under way; more is a runaway client, refused with `too-busy`. */
const MAX_UNDER_WAY = 1024;

/** A client that lets this much pile up does not read at all: it is hung up on before it costs the core its memory. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

/** Answers one wire until it closes. Nothing it does throws into the transport. */
export function serveWire<Peer>(wire: Wire, service: WireService<Peer>): ServedWire {
  let peer: { readonly value: Peer } | undefined;
  /** Once hung up on, whatever still arrives is dropped. */
  let open = true;
  const closed = Promise.withResolvers<void>();
  const underWay = new Map<number, { readonly abort: AbortController; grant(count: number): void }>();

  function post(message: ServerMessage): void {
    if (wire.bufferedBytes > MAX_UNREAD_BYTES) hangUp();
    else wire.send(message);
  }

  function hangUp(): void {
    open = false;
    wire.close();
  }

  function refuse(failure: Failure): void {
    wire.send({ type: "refused", failure } satisfies ServerMessage);
    hangUp();
  }

  function greet(message: ClientMessage): void {
    if (message.type !== "hello") {
      return refuse({ code: "hello-expected", message: "The first message must be a hello." });
    }
    if (message.protocol !== PROTOCOL_VERSION) {
      return refuse({
        code: "protocol-mismatch",
        message: `This end speaks protocol ${PROTOCOL_VERSION}, the other ${message.protocol}.`,
        remedy: "Restart the older of the two so that both run the same version of Drover.",
      });
    }
    let known: Result<Peer>;
    try {
      known = service.authenticate(message.token, message.client, wire);
    } catch (error) {
      known = internal(error);
    }
    if (!known.ok) return refuse(known.error);
    peer = { value: known.value };
    post({ type: "welcome", protocol: PROTOCOL_VERSION, server: service.server });
  }

  async function answer(message: ClientMessage & { readonly type: "request" }, from: Peer): Promise<void> {
    const { id, verb, input } = message;
    const abort = new AbortController();
    underWay.set(id, { abort, grant() {} });
    let outcome: Result<unknown>;
    try {
      outcome = await service.request(from, verb, input, abort.signal);
    } catch (error) {
      outcome = abort.signal.aborted ? CANCELLED : internal(error);
    }
    // After a cancel the client has forgotten the id and takes no answer.
    if (!underWay.delete(id)) return;
    try {
      post({ type: "response", id, ...asOutcome(outcome) });
    } catch (error) {
      // What cannot be sent (a circle, a bigint, more than a frame holds) is an answer that should not have been made.
      post({ type: "response", id, ok: false, failure: internal(error).error });
    }
  }

  async function stream(message: ClientMessage & { readonly type: "subscribe" }, from: Peer): Promise<void> {
    const { id } = message;
    const abort = new AbortController();
    const { signal } = abort;
    const credit = createCredit(message.credit, signal);
    underWay.set(id, { abort, grant: credit.grant });
    let failure: Failure | undefined;
    try {
      const source = service.subscribe(from, message.verb, message.input, { after: message.after, signal });
      if (source.ok) {
        const send = ({ cursor, value }: StreamEvent) => {
          post({ type: "event", id, cursor, value });
        };
        const report = (error: unknown) => {
          service.report(error);
        };
        await pump(source.value, { credit, signal, send, report });
      } else failure = source.error;
    } catch (error) {
      if (!signal.aborted) failure = internal(error).error;
    }
    if (!underWay.delete(id)) return;
    post(failure === undefined ? { type: "end", id } : { type: "end", id, failure });
  }

  function internal(error: unknown): { readonly ok: false; readonly error: Failure } {
    service.report(error);
    return fail("internal", `Something in Drover broke: ${error instanceof Error ? error.message : String(error)}`, {
      remedy: "This is a bug. The log of the core has the details.",
    });
  }

  function begin(message: ClientMessage & { readonly type: "request" | "subscribe" }, from: Peer): void {
    const { id } = message;
    if (underWay.has(id)) {
      return refuse({ code: "bad-message", message: `Id ${id} is in use on this connection.` });
    }
    if (underWay.size >= MAX_UNDER_WAY) {
      const { error } = fail("too-busy", `More than ${MAX_UNDER_WAY} requests are under way on this connection.`);
      return post(
        message.type === "subscribe"
          ? { type: "end", id, failure: error }
          : { type: "response", id, ok: false, failure: error },
      );
    }
    void (message.type === "request" ? answer(message, from) : stream(message, from));
  }

  wire.receive({
    message(raw) {
      if (!open) return;
      const message = parseClientMessage(raw);
      if (message === undefined) {
        return refuse({ code: "bad-message", message: "The message is not one of the protocol." });
      }
      if (peer === undefined) return greet(message);
      switch (message.type) {
        case "hello":
          return refuse({ code: "bad-message", message: "The connection is already open; hello comes once." });
        case "credit":
          return underWay.get(message.id)?.grant(message.count);
        case "cancel": {
          const job = underWay.get(message.id);
          underWay.delete(message.id);
          return job?.abort.abort();
        }
        case "request":
        case "subscribe":
          return begin(message, peer.value);
      }
    },
    bytes(frame) {
      if (!open) return;
      if (peer === undefined) return refuse({ code: "hello-expected", message: "The first message must be a hello." });
      try {
        service.bytes(peer.value, frame);
      } catch (error) {
        service.report(error);
      }
    },
    closed() {
      open = false;
      closed.resolve();
      for (const job of underWay.values()) job.abort.abort();
      underWay.clear();
      const left = peer;
      peer = undefined;
      if (left === undefined) return;
      try {
        service.gone(left.value);
      } catch (error) {
        service.report(error);
      }
    },
  });

  return {
    get isGreeted() {
      return peer !== undefined;
    },
    closed: closed.promise,
    close: hangUp,
  };
}

const CANCELLED = fail("cancelled", "The request was cancelled.");

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

function asOutcome(result: Result<unknown>): Outcome {
  return result.ok ? { ok: true, value: result.value } : { ok: false, failure: result.error };
}
