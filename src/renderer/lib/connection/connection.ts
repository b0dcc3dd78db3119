import { createStore, type StoreApi } from "zustand/vanilla";
import { type ContractClient, contractClient } from "../../../shared/contract/client.ts";
import { type Result, err } from "../../../shared/model/result.ts";
import { type WireClient, connectClient } from "../../../shared/wire/client.ts";
import type { ClientName } from "../../../shared/wire/message.ts";
import { type TerminalFrame, encodeTerminalFrame } from "../../../shared/wire/terminal-frame.ts";
import type { Wire } from "../../../shared/wire/wire.ts";
import type { Clock } from "../clock.ts";
import { type ConnectionState, waitBefore } from "./connection-state.ts";
import { createFrameRouter } from "./frame-router.ts";

/** Where wires come from: one implementation for browsers, one for the desktop window. */
export interface WireSource {
  readonly client: ClientName;
  /** A fresh wire and what to say hello with, or why there can be none. Rejects when the core cannot be reached. */
  open(signal: AbortSignal): Promise<Result<{ readonly wire: Wire; readonly token: string }>>;
}

/** The page's one connection to the core: comes back by itself, and tells how it stands. */
export interface Connection {
  readonly state: StoreApi<ConnectionState>;
  /** Answers `disconnected` while there is no connection. */
  readonly client: ContractClient;
  /** Receives the frames of one terminal stream until the answer is called or the connection is lost. */
  claimStream(stream: number, receiver: (frame: TerminalFrame) => void): () => void;
  sendFrame(frame: TerminalFrame): void;
  start(): void;
  /** Tries at once: the user asked, or the network came back. */
  retry(): void;
  dispose(): void;
}

export interface ConnectionDeps {
  readonly source: WireSource;
  readonly clock: Clock;
  readonly random: () => number;
}

/** A core that does not answer hello within this is taken as unreachable. */
const HELLO_TIMEOUT_MS = 10_000;

const NOT_CONNECTED = err({
  code: "disconnected",
  message: "Drover is not connected to its core.",
  remedy: "The window reconnects by itself; try again when it has.",
} as const);

export function createConnection({ source, clock, random }: ConnectionDeps): Connection {
  const state = createStore<ConnectionState>(() => ({ phase: "connecting" }));
  const router = createFrameRouter();
  let current: { wire: WireClient; client: ContractClient } | undefined;
  let attempt = 0;
  let wasConnected = false;
  let disposed = false;
  /** Raised by every attempt, so that a slow one that was given up does nothing. */
  let turn = 0;
  let takeBackRetry = () => {};

  const client: ContractClient = {
    call: (verb, input, signal) =>
      current === undefined ? Promise.resolve(NOT_CONNECTED) : current.client.call(verb, input, signal),
    watch(verb, input, handlers, after) {
      if (current !== undefined) return current.client.watch(verb, input, handlers, after);
      handlers.end(NOT_CONNECTED.error);
      return () => {};
    },
  };

  function lost(reason: string): void {
    if (disposed) return;
    current = undefined;
    router.reset();
    attempt += 1;
    const wait = waitBefore(attempt, random);
    state.setState({ phase: "reconnecting", attempt, nextTryAt: clock.now() + wait, reason, wasConnected }, true);
    takeBackRetry = clock.after(wait, () => void connect());
  }

  async function connect(): Promise<void> {
    takeBackRetry();
    const mine = ++turn;
    const isStale = () => mine !== turn || disposed;
    const giveUp = new AbortController();
    const takeBackTimeout = clock.after(HELLO_TIMEOUT_MS, () => {
      giveUp.abort();
      if (!isStale()) {
        turn += 1;
        lost("The core did not answer.");
      }
    });
    try {
      const opened = await source.open(giveUp.signal);
      if (isStale()) {
        if (opened.ok) opened.value.wire.close();
        return;
      }
      if (!opened.ok) {
        state.setState({ phase: "refused", failure: opened.error }, true);
        return;
      }
      giveUp.signal.addEventListener("abort", () => {
        opened.value.wire.close();
      });
      const greeted = await connectClient(opened.value.wire, { token: opened.value.token, client: source.client });
      if (isStale()) {
        opened.value.wire.close();
        return;
      }
      if (!greeted.ok) {
        if (greeted.error.code === "disconnected") lost(greeted.error.message);
        else state.setState({ phase: "refused", failure: greeted.error }, true);
        return;
      }
      adopt(greeted.value);
    } catch (cause) {
      if (!isStale()) lost(cause instanceof Error ? cause.message : String(cause));
    } finally {
      takeBackTimeout();
    }
  }

  function adopt(wire: WireClient): void {
    wire.onBytes(router.route);
    current = { wire, client: contractClient(wire) };
    attempt = 0;
    wasConnected = true;
    state.setState({ phase: "connected", server: wire.server }, true);
    void wire.closed.then((reason) => {
      if (current?.wire === wire) lost(reason ?? "The core ended the connection.");
    });
  }

  return {
    state,
    client,
    claimStream: router.claim,
    sendFrame(frame) {
      current?.wire.sendBytes(encodeTerminalFrame(frame));
    },
    start: () => void connect(),
    retry() {
      if (current === undefined && !disposed) void connect();
    },
    dispose() {
      disposed = true;
      takeBackRetry();
      current?.wire.close();
      current = undefined;
    },
  };
}
