import type { EarlyClient } from "../../shared/wire/client.ts";
import { type TerminalFrame, decodeTerminalFrame, encodeTerminalFrame } from "../../shared/wire/terminal-frame.ts";
import type { AttachedFacts } from "./status-line.ts";
import { type Result, ok } from "../../shared/model/result.ts";

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

type OutgoingFrame = Extract<TerminalFrame, { op: "ack" | "input" | "resize" }>;

/** One terminal as somebody looks at it, from the core or from the host itself. */
export interface TerminalStream extends Size {
  /** Sets the only receiver; frames that came before are delivered at once. */
  receive(receiver: (frame: TerminalFrame) => void): void;
  ack(count: number): void;
  input(bytes: Uint8Array): void;
  resize(size: Size): void;
  /** Asks for a snapshot anew, with so many lines of history. */
  refresh(lines?: number): void;
  /** What the core knows beside the terminal; absent where none runs. */
  readonly around?: AroundTerminal | undefined;
  /** Resolves when the connection is gone. */
  readonly lost: Promise<unknown>;
  close(): void;
}

/** How to open and refresh, which core and host name differently. */
export interface StreamVerbs {
  open(): Promise<Result<Size & { readonly stream: number }>>;
  refresh(stream: number, lines: number): void;
  readonly around?: AroundTerminal;
}

export interface AroundTerminal {
  /** Undefined when the core does not answer. */
  facts(): Promise<AttachedFacts | undefined>;
  /** Paths of the agents with a live session in the same project, in order; the one looked at is among them while it lives. */
  group(): Promise<readonly string[]>;
}

/** The screen is what is wanted; a host sends at least the line above it. */
const REFRESH_LINES = 1;

export async function openTerminalStream(wire: EarlyClient, verbs: StreamVerbs): Promise<Result<TerminalStream>> {
  const early: TerminalFrame[] = [];
  const own: { stream?: number } = {};
  let receiver: ((frame: TerminalFrame) => void) | undefined;
  wire.onBytes((bytes) => {
    const frame = decodeTerminalFrame(bytes);
    if (frame === undefined || (own.stream !== undefined && frame.stream !== own.stream)) return;
    if (receiver === undefined) early.push(frame);
    else receiver(frame);
  });
  const opened = await verbs.open();
  if (!opened.ok) return opened;
  const number = opened.value.stream;
  own.stream = number;
  const send = (frame: OutgoingFrame) => {
    wire.sendBytes(encodeTerminalFrame(frame));
  };
  return ok({
    cols: opened.value.cols,
    rows: opened.value.rows,
    receive(to) {
      receiver = to;
      for (const frame of early.splice(0)) if (frame.stream === number) to(frame);
    },
    ack(count) {
      send({ op: "ack", stream: number, count });
    },
    input(bytes) {
      send({ op: "input", stream: number, bytes });
    },
    resize(size) {
      send({ op: "resize", stream: number, ...size });
    },
    refresh(lines = REFRESH_LINES) {
      verbs.refresh(number, lines);
    },
    around: verbs.around,
    lost: wire.closed,
    close() {
      wire.close();
    },
  });
}
