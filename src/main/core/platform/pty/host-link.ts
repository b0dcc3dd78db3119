import { connect } from "node:net";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import { type WireClient, connectClient } from "../../../../shared/wire/client.ts";
import {
  PTY_EVENTS_VERB,
  type PtyEvent,
  type PtyHostEndpoint,
  type PtyHostVerb,
  ptyEvent,
  ptyHostVerbs,
} from "../../../../shared/wire/pty-host-protocol.ts";
import { socketWire } from "../../../../shared/wire/socket-wire.ts";
import {
  type TerminalFrame,
  decodeTerminalFrame,
  encodeTerminalFrame,
} from "../../../../shared/wire/terminal-frame.ts";
import type { Clock } from "../../base/clock.ts";

/** A connection to one host. */
export interface HostLink {
  readonly endpoint: PtyHostEndpoint;
  request<I, O>(verb: PtyHostVerb<I, O>, input: I): Promise<Result<O>>;
  /** The listener is called only after the promise has resolved. */
  openStream(request: StreamRequest, listener: (frame: TerminalFrame) => void): Promise<Result<HostStream>>;
  /** A stream of cells, which sends nothing before it is asked. Fails with `unknown-verb` where the host is older than it. */
  openCells(session: string, listener: (frame: TerminalFrame) => void): Promise<Result<HostStream>>;
  readonly closed: Promise<string | undefined>;
  close(): void;
}

export interface StreamRequest {
  readonly session: string;
  readonly cols: number;
  readonly rows: number;
  readonly mode: "watch" | "control";
}

/** One viewer's frames on a link. */
export interface HostStream {
  readonly stream: number;
  readonly cols: number;
  readonly rows: number;
  /** The frame's stream number is replaced by this one's. */
  send(frame: TerminalFrame): void;
  /** No frame comes after this. */
  close(): void;
}

export interface HostLinkOptions {
  readonly endpoint: PtyHostEndpoint;
  readonly version: string;
  readonly clock: Clock;
  onEvent(event: PtyEvent): void;
}

/** A host that does not even say hello in this time hangs. */
const HELLO_MS = 5000;

/** Fails with `host-gone` when nobody listens, `host-hung` without an answer in time, `host-refused` when it says no. */
export async function openHostLink(options: HostLinkOptions): Promise<Result<HostLink>> {
  const { endpoint, clock } = options;
  const socket = connect(endpoint.socket);
  let hung = false;
  const timer = clock.after(HELLO_MS, () => {
    hung = true;
    socket.destroy();
  });
  // Without it a small frame behind another waits for the other side's acknowledgement.
  socket.setNoDelay(true);
  const client = await connectClient(socketWire(socket), {
    token: endpoint.token,
    client: { kind: "core", version: options.version },
  });
  timer[Symbol.dispose]();
  if (!client.ok) {
    socket.destroy();
    const gone = hung ? "host-hung" : "host-gone";
    const code = client.error.code === "disconnected" ? gone : "host-refused";
    return fail(code, `PTY host ${endpoint.id} cannot be reached: ${client.error.message}`);
  }
  return ok(linkOver(client.value, options));
}

function linkOver(client: WireClient, { endpoint, onEvent }: HostLinkOptions): HostLink {
  const listeners = new Map<number, (frame: TerminalFrame) => void>();
  /** Frames of streams that were just opened and whose number is on its way to the one who asked: less than a window. */
  const early = new Map<number, TerminalFrame[]>();
  let opening = 0;

  client.onBytes((bytes) => {
    const frame = decodeTerminalFrame(bytes);
    if (frame === undefined) return;
    const listener = listeners.get(frame.stream);
    if (listener !== undefined) listener(frame);
    else if (opening > 0) early.set(frame.stream, [...(early.get(frame.stream) ?? []), frame]);
  });
  client.subscribe(
    PTY_EVENTS_VERB,
    {},
    {
      event(value) {
        // An event of a newer host that is not known here says nothing to us.
        const event = ptyEvent.safeParse(value);
        if (event.success) onEvent(event.data);
      },
      // It ends with the connection, of which `closed` tells.
      end() {},
    },
  );

  async function request<I, O>(verb: PtyHostVerb<I, O>, input: I): Promise<Result<O>> {
    const answer = await client.request(verb.name, input);
    if (!answer.ok) return answer;
    const parsed = verb.output.safeParse(answer.value);
    if (parsed.success) return ok(parsed.data);
    return fail("host-protocol", `A PTY host's answer to ${verb.name} makes no sense: ${parsed.error.message}`);
  }

  function streamOf({ stream, cols, rows }: Omit<HostStream, "send" | "close">): HostStream {
    return {
      stream,
      cols,
      rows,
      send(frame) {
        client.sendBytes(encodeTerminalFrame({ ...frame, stream }));
      },
      close() {
        if (listeners.delete(stream)) void client.request(ptyHostVerbs.detach.name, { stream });
      },
    };
  }

  return {
    endpoint,
    closed: client.closed,
    close() {
      client.close();
    },
    request,
    async openStream(wanted, listener) {
      opening += 1;
      const opened = await request(ptyHostVerbs.attach, wanted);
      opening -= 1;
      const held = opened.ok ? (early.get(opened.value.stream) ?? []) : [];
      if (opening === 0) early.clear();
      if (!opened.ok) return opened;
      const { stream, cols, rows } = opened.value;
      // What came already is delivered once the caller has the stream in hand and can acknowledge it.
      listeners.set(stream, (frame) => {
        held.push(frame);
      });
      setImmediate(() => {
        if (!listeners.has(stream)) return;
        listeners.set(stream, listener);
        for (const frame of held) listener(frame);
      });
      return ok(streamOf({ stream, cols, rows }));
    },
    async openCells(session, listener) {
      const opened = await request(ptyHostVerbs.cells, { session });
      if (!opened.ok) return opened;
      listeners.set(opened.value.stream, listener);
      return ok(streamOf(opened.value));
    },
  };
}
