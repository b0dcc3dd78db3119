/**
 * The binary terminal channel: one frame is one operation on one stream, the same between a viewer and the core,
 * and between the core and a PTY host. Layout, big-endian: `u8 op · u32 stream · payload`.
 *
 * A viewer opens a stream by a request (which answers with its number) and then gets one `snapshot`, followed by
 * `data`. It acknowledges the payload bytes of `snapshot` and `data` that it has parsed; whoever sends stops at
 * TERMINAL_WINDOW_BYTES unacknowledged bytes. A viewer that fell too far behind gets a fresh `snapshot`, which
 * replaces everything before it.
 *
 * A stream that watches cells carries pictures instead of output: each `ask` brings at most one `cells`, as soon as the
 * screen differs from what the asker has. Whoever does not ask costs nothing, and nothing can pile up.
 */
export type TerminalFrame =
  /** To the viewer: output of the program, verbatim. */
  | { readonly op: "data"; readonly stream: number; readonly bytes: Uint8Array }
  /** To the viewer: the whole screen as control sequences for an empty terminal of that size. */
  | {
      readonly op: "snapshot";
      readonly stream: number;
      readonly cols: number;
      readonly rows: number;
      readonly bytes: Uint8Array;
    }
  /** To the viewer: the terminal has this size now. */
  | { readonly op: "resized"; readonly stream: number; readonly cols: number; readonly rows: number }
  /** To the viewer: the program is gone; nothing follows. `code` is -1 when a signal ended it. */
  | { readonly op: "exit"; readonly stream: number; readonly code: number }
  /** From the viewer: so many payload bytes more were parsed. */
  | { readonly op: "ack"; readonly stream: number; readonly count: number }
  /** From the viewer: what the user typed. */
  | { readonly op: "input"; readonly stream: number; readonly bytes: Uint8Array }
  /** From the viewer: it now shows so many columns and rows. */
  | { readonly op: "resize"; readonly stream: number; readonly cols: number; readonly rows: number }
  /** To who watches cells: what changed on the screen (cell-screen.ts) since number `seq` - 1. */
  | { readonly op: "cells"; readonly stream: number; readonly seq: number; readonly bytes: Uint8Array }
  /** From who watches cells: it shows number `have`, 0 for nothing, and takes one more `cells` when there is something new. */
  | { readonly op: "ask"; readonly stream: number; readonly have: number };

/** Unacknowledged bytes one stream may have under way: about two frames of what xterm.js parses at 60 frames a second. */
export const TERMINAL_WINDOW_BYTES = 256 * 1024;

const OPS = ["data", "snapshot", "resized", "exit", "ack", "input", "resize", "cells", "ask"] as const;
const HEADER_BYTES = 5;

export function encodeTerminalFrame(frame: TerminalFrame): Uint8Array {
  const payload = payloadOf(frame);
  const fixed = fixedBytes(frame.op);
  const out = new Uint8Array(HEADER_BYTES + fixed + payload.length);
  const view = new DataView(out.buffer);
  view.setUint8(0, OPS.indexOf(frame.op));
  view.setUint32(1, frame.stream);
  if (frame.op === "exit") view.setInt32(HEADER_BYTES, frame.code);
  else if (frame.op === "ack") view.setUint32(HEADER_BYTES, frame.count);
  else if (frame.op === "cells") view.setUint32(HEADER_BYTES, frame.seq);
  else if (frame.op === "ask") view.setUint32(HEADER_BYTES, frame.have);
  else if ("cols" in frame) {
    view.setUint16(HEADER_BYTES, frame.cols);
    view.setUint16(HEADER_BYTES + 2, frame.rows);
  }
  out.set(payload, HEADER_BYTES + fixed);
  return out;
}

/** Undefined for what is not a frame. `bytes` is a view into `source`, not a copy. */
export function decodeTerminalFrame(source: Uint8Array): TerminalFrame | undefined {
  if (source.length < HEADER_BYTES) return undefined;
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const op = OPS[view.getUint8(0)];
  if (op === undefined || source.length < HEADER_BYTES + fixedBytes(op)) return undefined;
  const stream = view.getUint32(1);
  const bytes = source.subarray(HEADER_BYTES + fixedBytes(op));
  switch (op) {
    case "data":
    case "input":
      return { op, stream, bytes };
    case "exit":
      return { op, stream, code: view.getInt32(HEADER_BYTES) };
    case "ack":
      return { op, stream, count: view.getUint32(HEADER_BYTES) };
    case "cells":
      return { op, stream, seq: view.getUint32(HEADER_BYTES), bytes };
    case "ask":
      return { op, stream, have: view.getUint32(HEADER_BYTES) };
    case "snapshot":
      return { op, stream, cols: view.getUint16(HEADER_BYTES), rows: view.getUint16(HEADER_BYTES + 2), bytes };
    case "resized":
    case "resize":
      return { op, stream, cols: view.getUint16(HEADER_BYTES), rows: view.getUint16(HEADER_BYTES + 2) };
  }
}

function fixedBytes(op: TerminalFrame["op"]): number {
  return op === "data" || op === "input" ? 0 : 4;
}

const NOTHING = new Uint8Array(0);

function payloadOf(frame: TerminalFrame): Uint8Array {
  return "bytes" in frame ? frame.bytes : NOTHING;
}
