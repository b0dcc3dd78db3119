import { type Failure, type Result, fail } from "../model/result.ts";
import {
  type ClientMessage,
  type ClientName,
  PROTOCOL_VERSION,
  type ServerMessage,
  type ServerName,
} from "./message.ts";
import type { Wire } from "./wire.ts";

/** One event of a stream. `cursor` is opaque to clients. */
export interface StreamEvent {
  readonly cursor: string;
  readonly value: unknown;
}

/** What stands behind a served wire. `Peer` is whatever `authenticate` says of the other side. */
export interface WireService<Peer> {
  readonly server: ServerName;
  /** `send` and `sendBytes` stay usable until `gone` is called for this peer. */
  authenticate(token: string, client: ClientName, link: WireLink): Result<Peer>;
  request(peer: Peer, verb: string, input: unknown, signal: AbortSignal): Promise<Result<unknown>>;
  /** Events are pulled one at a time, against the client's credit; the iterator is returned early on cancel. */
  subscribe(
    peer: Peer,
    verb: string,
    input: unknown,
    after: string | undefined,
    signal: AbortSignal,
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

/** Requests and streams one connection may have under way; more is a runaway client, refused with `too-busy`. */
const MAX_UNDER_WAY = 1024;

/** Answers one wire until it closes. Nothing it does throws into the transport. */
export function serveWire<Peer>(wire: Wire, service: WireService<Peer>): void {
  let peer: { readonly value: Peer } | undefined;
  const underWay = new Map<number, { readonly abort: AbortController; grant(count: number): void }>();
  const post = (message: ServerMessage) => {
    wire.send(message);
  };

  function greet(message: ClientMessage): void {
    if (message.type !== "hello")
      return refuse({ code: "hello-expected", message: "The first message must be a hello." });
    if (message.protocol !== PROTOCOL_VERSION) {
      return refuse({
        code: "protocol-mismatch",
        message: `This end speaks protocol ${PROTOCOL_VERSION}, the other ${message.protocol}.`,
        remedy: "Restart the older of the two so that both run the same version of Drover.",
      });
    }
    const known = service.authenticate(message.token, message.client, wire);
    if (!known.ok) return refuse(known.error);
    peer = { value: known.value };
    post({ type: "welcome", protocol: PROTOCOL_VERSION, server: service.server });
  }

  function refuse(failure: Failure): void {
    post({ type: "refused", failure });
    wire.close();
  }

  async function answer(id: number, verb: string, input: unknown, from: Peer): Promise<void> {
    const abort = new AbortController();
    underWay.set(id, { abort, grant() {} });
    let outcome: Result<unknown>;
    try {
      outcome = await service.request(from, verb, input, abort.signal);
    } catch (error) {
      outcome = internal(error);
    }
    // After a cancel the client has forgotten the id and takes no answer.
    if (!underWay.delete(id)) return;
    post(
      outcome.ok
        ? { type: "response", id, ok: true, value: outcome.value }
        : { type: "response", id, ok: false, failure: outcome.error },
    );
  }

  async function stream(message: ClientMessage & { type: "subscribe" }, from: Peer): Promise<void> {
    const { id } = message;
    const abort = new AbortController();
    let credit = message.credit;
    let wake = () => {};
    abort.signal.addEventListener("abort", () => {
      wake();
    });
    underWay.set(id, {
      abort,
      grant(count) {
        credit += count;
        wake();
      },
    });
    let failure: Failure | undefined;
    try {
      const source = service.subscribe(from, message.verb, message.input, message.after, abort.signal);
      if (source.ok) {
        for await (const event of source.value) {
          if (abort.signal.aborted) break;
          post({ type: "event", id, cursor: event.cursor, value: event.value });
          credit -= 1;
          while (credit <= 0 && !abort.signal.aborted) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          if (abort.signal.aborted) break;
        }
      } else failure = source.error;
    } catch (error) {
      failure = internal(error).error;
    }
    if (!underWay.delete(id)) return;
    post(failure === undefined ? { type: "end", id } : { type: "end", id, failure });
  }

  function internal(error: unknown): { readonly ok: false; readonly error: Failure } {
    service.report(error);
    return {
      ok: false,
      error: {
        code: "internal",
        message: `Something in Drover broke: ${error instanceof Error ? error.message : String(error)}`,
        remedy: "This is a bug. The log of the core has the details.",
      },
    };
  }

  wire.receive({
    message(raw) {
      const message = parseClientMessage(raw);
      if (message === undefined)
        return refuse({ code: "bad-message", message: "The message is not one of the protocol." });
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
        case "subscribe": {
          if (underWay.has(message.id)) {
            return refuse({ code: "bad-message", message: `Id ${message.id} is in use on this connection.` });
          }
          if (underWay.size >= MAX_UNDER_WAY) {
            const busy = fail("too-busy", `More than ${MAX_UNDER_WAY} requests are under way on this connection.`);
            if (message.type === "subscribe") post({ type: "end", id: message.id, failure: busy.error });
            else post({ type: "response", id: message.id, ok: false, failure: busy.error });
            return;
          }
          if (message.type === "request") void answer(message.id, message.verb, message.input, peer.value);
          else void stream(message, peer.value);
        }
      }
    },
    bytes(frame) {
      if (peer === undefined) return refuse({ code: "hello-expected", message: "The first message must be a hello." });
      try {
        service.bytes(peer.value, frame);
      } catch (error) {
        service.report(error);
      }
    },
    closed() {
      for (const job of underWay.values()) job.abort.abort();
      underWay.clear();
      if (peer !== undefined) service.gone(peer.value);
      peer = undefined;
    },
  });
}

/** Undefined for what is not a message of the protocol. */
export function parseClientMessage(raw: unknown): ClientMessage | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const m = raw as Readonly<Record<string, unknown>>;
  if (m["type"] === "hello") {
    const client = m["client"] as Readonly<Record<string, unknown>> | null | undefined;
    const good =
      typeof m["token"] === "string" &&
      typeof m["protocol"] === "number" &&
      typeof client === "object" &&
      client !== null &&
      typeof client["kind"] === "string" &&
      typeof client["version"] === "string";
    return good ? (raw as ClientMessage) : undefined;
  }
  if (!isCount(m["id"])) return undefined;
  switch (m["type"]) {
    case "cancel":
      return raw as ClientMessage;
    case "credit":
      return isCount(m["count"]) ? (raw as ClientMessage) : undefined;
    case "request":
      return typeof m["verb"] === "string" ? (raw as ClientMessage) : undefined;
    case "subscribe": {
      const good =
        typeof m["verb"] === "string" &&
        isCount(m["credit"]) &&
        (m["after"] === undefined || typeof m["after"] === "string");
      return good ? (raw as ClientMessage) : undefined;
    }
    default:
      return undefined;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
