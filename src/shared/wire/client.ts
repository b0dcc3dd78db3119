import { type Failure, type Result, err } from "../model/result.ts";
import type { ClientMessage, ClientName, ServerMessage, ServerName } from "./message.ts";
import { PROTOCOL_VERSION } from "./message.ts";
import type { Wire } from "./wire.ts";

/** Events a subscription may have sent to it and not done with: enough to hide a round trip, few enough that a slow reader costs little memory. */
const CREDIT = 256;

export interface StreamHandlers {
  /**
   * `cursor` is what to pass as `after` to resume behind this event. Where it answers a promise, the next events still come
   * at once, but the server sends no more than a few hundred beyond those that are done.
   */
  event(value: unknown, cursor: string): void | Promise<void>;
  /** Once, at the end: without a failure when the stream is over, with one when it was refused or broke. */
  end(failure?: Failure): void;
}

/**
 * The client's end of the contract over one wire, without types per verb (see contract/client.ts for those).
 * Replies are not checked: the server is the same product and checks what comes in.
 */
export interface WireClient {
  readonly server: ServerName;
  /** Aborting the signal cancels the request on the server and answers `cancelled`. A lost connection answers `disconnected`. */
  request(verb: string, input: unknown, signal?: AbortSignal): Promise<Result<unknown>>;
  /** Returns the function that ends it; no handler is called after that. */
  subscribe(verb: string, input: unknown, handlers: StreamHandlers, after?: string): () => void;
  sendBytes(frame: Uint8Array): void;
  /** The only receiver of terminal frames. */
  onBytes(receiver: (frame: Uint8Array) => void): void;
  /** Resolves when the connection is gone, with the reason if it was not orderly. */
  readonly closed: Promise<string | undefined>;
  close(): void;
}

export interface ConnectOptions {
  readonly token: string;
  readonly client: ClientName;
}

/** Says hello on a fresh wire. Fails with the server's refusal (bad token, other protocol), or `disconnected`. */
export function connectClient(wire: Wire, options: ConnectOptions): Promise<Result<WireClient>> {
  return openClient(wire, options).greeted;
}

/** A client that may be used before it is known to be welcome: what it asks goes out right behind the hello. */
export type EarlyClient = Omit<WireClient, "server">;

export interface OpenedClient {
  /** Where the hello is refused, all that was asked is answered with the refusal. */
  readonly client: EarlyClient;
  readonly greeted: Promise<Result<WireClient>>;
}

/** Like `connectClient`, without waiting for the welcome: a round trip less for programs that live for one question. */
export function openClient(wire: Wire, options: ConnectOptions): OpenedClient {
  const pending = new Map<number, (outcome: Result<unknown>) => void>();
  const streams = new Map<number, { handlers: StreamHandlers; spent: number }>();
  let nextId = 1;
  let open = true;
  let bytesReceiver: (frame: Uint8Array) => void = () => {};
  const closed = Promise.withResolvers<string | undefined>();
  const greeted = Promise.withResolvers<Result<WireClient>>();
  const post = (message: ClientMessage) => {
    if (open) wire.send(message);
  };

  function lost(reason?: string): void {
    if (!open) return;
    open = false;
    const failure: Failure = {
      code: "disconnected",
      message: reason === undefined ? "The connection was closed." : `The connection was lost: ${reason}`,
    };
    fail(failure);
    closed.resolve(reason);
  }

  function fail(failure: Failure): void {
    greeted.resolve(err(failure));
    for (const settle of pending.values()) settle(err(failure));
    for (const stream of streams.values()) stream.handlers.end(failure);
    pending.clear();
    streams.clear();
  }

  const client: EarlyClient = {
    closed: closed.promise,
    close() {
      wire.close();
    },
    sendBytes: (frame) => {
      wire.sendBytes(frame);
    },
    onBytes(receiver) {
      bytesReceiver = receiver;
    },
    request(verb, input, signal) {
      if (!open) return Promise.resolve(err({ code: "disconnected", message: "The connection is closed." }));
      if (signal?.aborted) return Promise.resolve(err(CANCELLED));
      const id = nextId++;
      return new Promise((resolve) => {
        const cancel = () => {
          pending.delete(id);
          post({ type: "cancel", id });
          resolve(err(CANCELLED));
        };
        pending.set(id, (outcome) => {
          signal?.removeEventListener("abort", cancel);
          resolve(outcome);
        });
        signal?.addEventListener("abort", cancel, { once: true });
        try {
          post({ type: "request", id, verb, input });
        } catch (error) {
          pending.get(id)?.(unsendable(verb, error));
          pending.delete(id);
        }
      });
    },
    subscribe(verb, input, handlers, after) {
      if (!open) {
        handlers.end({ code: "disconnected", message: "The connection is closed." });
        return () => {};
      }
      const id = nextId++;
      streams.set(id, { handlers, spent: 0 });
      try {
        post({ type: "subscribe", id, verb, input, credit: CREDIT, ...(after === undefined ? {} : { after }) });
      } catch (error) {
        streams.delete(id);
        handlers.end(unsendable(verb, error).error);
      }
      return () => {
        if (streams.delete(id)) post({ type: "cancel", id });
      };
    },
  };

  /** Grants in lots of half the credit, so that the stream neither stands still nor costs a message per event. */
  function done(id: number): void {
    const stream = streams.get(id);
    if (stream === undefined) return;
    stream.spent += 1;
    if (stream.spent < CREDIT / 2) return;
    post({ type: "credit", id, count: stream.spent });
    stream.spent = 0;
  }

  function take(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        greeted.resolve({ ok: true, value: { ...client, server: message.server } });
        return;
      case "refused":
        fail(message.failure);
        wire.close();
        return;
      case "response": {
        const settle = pending.get(message.id);
        pending.delete(message.id);
        settle?.(message.ok ? { ok: true, value: message.value } : err(message.failure));
        return;
      }
      case "event": {
        const stream = streams.get(message.id);
        if (stream === undefined) return;
        const taken = stream.handlers.event(message.value, message.cursor);
        if (taken === undefined) return done(message.id);
        void taken.finally(() => {
          done(message.id);
        });
        return;
      }
      case "end": {
        const stream = streams.get(message.id);
        streams.delete(message.id);
        stream?.handlers.end(message.failure);
      }
    }
  }

  wire.receive({
    message: (message) => {
      take(message as ServerMessage);
    },
    bytes: (frame) => {
      bytesReceiver(frame);
    },
    closed: lost,
  });
  post({ type: "hello", protocol: PROTOCOL_VERSION, token: options.token, client: options.client });
  return { client, greeted: greeted.promise };
}

/** JSON cannot hold it, or it is larger than a frame. */
function unsendable(verb: string, error: unknown): { readonly ok: false; readonly error: Failure } {
  const why = error instanceof Error ? error.message : String(error);
  return err({ code: "bad-input", message: `The input of ${verb} cannot be sent: ${why}` });
}

const CANCELLED: Failure = { code: "cancelled", message: "The request was cancelled." };
