import type { Clock } from "../core/base/clock.ts";
import { TERMINAL_WINDOW_BYTES, encodeTerminalFrame } from "../../shared/wire/terminal-frame.ts";

/** Somebody who looks at a session, at the other end of one stream. */
export interface Viewer {
  readonly stream: number;
  readonly mode: "watch" | "control";
  /** Output of the program. A copy is kept and sent as the window allows; dropped while the viewer is behind. */
  offer(bytes: Uint8Array): void;
  /** Replaces everything it was sent before. */
  snapshot(cols: number, rows: number, content: Uint8Array): void;
  resized(cols: number, rows: number): void;
  exited(code: number): void;
  acknowledged(bytes: number): void;
  /** Output waits for this viewer, so the program should be held back. Never for longer than STALL_MS. */
  readonly holding: boolean;
  dispose(): void;
}

export interface ViewerDeps {
  readonly clock: Clock;
  send(frame: Uint8Array): void;
  /** `holding` may have changed. */
  changed(): void;
  /** The viewer fell behind and has caught up: it needs a snapshot. */
  needsSnapshot(): void;
}

/** So long a program waits for a viewer that acknowledges nothing; a page that hangs must not stop an agent. */
export const STALL_MS = 500;
/** Output is put together to frames of this size, and a long snapshot is sent in pieces of it. */
const MAX_FRAME_BYTES = 32 * 1024;

type Item =
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  | { readonly kind: "snapshot"; readonly cols: number; readonly rows: number; readonly bytes: Uint8Array }
  | { readonly kind: "resized"; readonly cols: number; readonly rows: number }
  | { readonly kind: "exit"; readonly code: number };

/**
 * - following: gets all output; the program is held back while more than the window is under way.
 * - behind: entered when nothing was acknowledged for STALL_MS although output waits; output is dropped. Left by a
 *   snapshot, which is asked for once half of the window is acknowledged.
 */
export function createViewer(stream: number, mode: Viewer["mode"], deps: ViewerDeps): Viewer {
  let queue: Item[] = [];
  let underWay = 0;
  let behind = false;
  let asked = false;
  let stall: Disposable | undefined;
  let flushing: NodeJS.Immediate | undefined;
  let holding = false;

  function flush(): void {
    flushing = undefined;
    while (queue.length > 0 && !behind) {
      const [item] = queue;
      if (item === undefined) break;
      if (item.kind === "resized") {
        send(encodeTerminalFrame({ op: "resized", stream, cols: item.cols, rows: item.rows }), 0);
      } else if (item.kind === "exit") send(encodeTerminalFrame({ op: "exit", stream, code: item.code }), 0);
      else {
        const room = TERMINAL_WINDOW_BYTES - underWay;
        if (room <= 0) break;
        if (item.kind === "snapshot") sendSnapshot(item, Math.min(room, MAX_FRAME_BYTES));
        else sendData(Math.min(room, MAX_FRAME_BYTES));
        continue;
      }
      queue.shift();
    }
    update();
  }

  function sendSnapshot(item: Item & { kind: "snapshot" }, room: number): void {
    const { cols, rows, bytes } = item;
    const first = bytes.subarray(0, room);
    send(encodeTerminalFrame({ op: "snapshot", stream, cols, rows, bytes: first }), first.length);
    if (first.length < bytes.length) queue[0] = { kind: "data", bytes: bytes.subarray(first.length) };
    else queue.shift();
  }

  /** Takes as many pieces as fit into one frame. */
  function sendData(room: number): void {
    const pieces: Uint8Array[] = [];
    let size = 0;
    let count = 0;
    for (const item of queue) {
      if (item.kind !== "data" || size === room) break;
      const take = item.bytes.subarray(0, room - size);
      pieces.push(take);
      size += take.length;
      if (take.length < item.bytes.length) {
        queue[count] = { kind: "data", bytes: item.bytes.subarray(take.length) };
        break;
      }
      count += 1;
    }
    queue.splice(0, count);
    const bytes = pieces.length === 1 ? (pieces[0] ?? new Uint8Array(0)) : Buffer.concat(pieces, size);
    send(encodeTerminalFrame({ op: "data", stream, bytes }), size);
  }

  function send(frame: Uint8Array, counted: number): void {
    underWay += counted;
    deps.send(frame);
  }

  function update(): void {
    const was = holding;
    holding = queue.length > 0 && !behind;
    if (holding) {
      stall ??= deps.clock.after(STALL_MS, fallBehind);
    } else {
      stall?.[Symbol.dispose]();
      stall = undefined;
    }
    if (was !== holding) deps.changed();
  }

  function fallBehind(): void {
    stall = undefined;
    behind = true;
    queue = queue.filter((item) => item.kind === "exit");
    update();
  }

  function put(item: Item): void {
    queue.push(item);
    flushing ??= setImmediate(flush);
  }

  return {
    stream,
    mode,
    offer(bytes) {
      if (!behind) put({ kind: "data", bytes: Uint8Array.from(bytes) });
    },
    snapshot(cols, rows, bytes) {
      behind = false;
      asked = false;
      queue = queue.filter((item) => item.kind === "exit");
      queue.unshift({ kind: "snapshot", cols, rows, bytes });
      flushing ??= setImmediate(flush);
    },
    resized(cols, rows) {
      if (!behind) put({ kind: "resized", cols, rows });
    },
    exited(code) {
      put({ kind: "exit", code });
    },
    acknowledged(bytes) {
      underWay = Math.max(0, underWay - bytes);
      stall?.[Symbol.dispose]();
      stall = undefined;
      if (behind && !asked && underWay <= TERMINAL_WINDOW_BYTES / 2) {
        asked = true;
        deps.needsSnapshot();
      } else flush();
    },
    get holding() {
      return holding;
    },
    dispose() {
      stall?.[Symbol.dispose]();
      if (flushing !== undefined) clearImmediate(flushing);
      queue = [];
      holding = false;
    },
  };
}
