import type { Clock } from "../core/base/clock.ts";
import type { HistoryRecord } from "./history.ts";
import { replayHistory } from "./replay-history.ts";
import { sortViewerInput } from "./viewer-input.ts";
import { type Viewer, createViewer } from "./viewer.ts";

export interface AttachRequest {
  readonly stream: number;
  readonly mode: "watch" | "control";
  readonly cols: number;
  readonly rows: number;
  send(frame: Uint8Array): void;
}

export interface SessionViewer {
  acknowledged(bytes: number): void;
  input(bytes: Uint8Array): void;
  resize(cols: number, rows: number): void;
  /** Sends a fresh snapshot with history above the screen; resolves with the number of those lines. */
  scrollback(lines: number): Promise<number>;
  detach(): void;
}

/** A session, as far as those who look at it need it. */
export interface ViewedSession {
  readonly clock: Clock;
  /** All who look at it now. */
  readonly viewers: Set<Viewer>;
  size(): { readonly cols: number; readonly rows: number };
  /** Undefined while its program runs. */
  exitCode(): number | undefined;
  /** Calls back when the screen shows all output that was read; nothing is read in between. */
  whenSettled(callback: () => void): void;
  /** Holds the program back, or lets it go on as far as that reason goes. */
  hold(reason: "viewers" | "history", on: boolean): void;
  resize(cols: number, rows: number): void;
  /** Sends the screen as it is, below what is `above` it: its own last lines where that is nothing. */
  sendSnapshot(viewer: Viewer, above: string): void;
  type(bytes: Uint8Array): void;
  /** A person typed this. */
  typed(bytes: Uint8Array): void;
  recorded(): Promise<readonly HistoryRecord[]>;
}

/** Shows a session to somebody: a snapshot of the size that they ask for, and whatever comes. */
export function attachViewer(request: AttachRequest, session: ViewedSession): SessionViewer {
  const { stream, mode, send } = request;
  const { clock, viewers, whenSettled, sendSnapshot } = session;
  let size = { cols: request.cols, rows: request.rows };
  let attached = true;
  const holdForViewers = () => {
    session.hold(
      "viewers",
      [...viewers].some((each) => each.holding),
    );
  };
  const viewer = createViewer(stream, mode, {
    clock,
    send,
    changed: holdForViewers,
    needsSnapshot() {
      whenSettled(() => {
        if (attached) sendSnapshot(viewer, "");
      });
    },
  });
  // The viewer in control that was active last decides the size; whoever watches takes what there is.
  const claimSize = () => {
    if (mode === "control") session.resize(size.cols, size.rows);
  };
  const settled = <T>(look: () => T) =>
    new Promise<T>((resolve) => {
      whenSettled(() => {
        resolve(look());
      });
    });
  claimSize();
  whenSettled(() => {
    if (!attached) return;
    viewers.add(viewer);
    sendSnapshot(viewer, "");
    const code = session.exitCode();
    if (code !== undefined) viewer.exited(code);
  });
  return {
    acknowledged: viewer.acknowledged,
    input(raw) {
      if (mode !== "control" || session.exitCode() !== undefined) return;
      const { bytes, typed } = sortViewerInput(raw);
      if (bytes.length > 0) session.type(bytes);
      if (!typed) return;
      session.typed(bytes);
      const { cols, rows } = session.size();
      if (size.cols !== cols || size.rows !== rows) claimSize();
    },
    resize(toCols, toRows) {
      size = { cols: toCols, rows: toRows };
      claimSize();
    },
    async scrollback(lines) {
      // Held back, so that history and screen are of the same moment and nothing is missing between them.
      session.hold("history", true);
      try {
        for (;;) {
          const before = await settled(session.size);
          const above = await replayHistory(await session.recorded(), lines);
          const isSent = await settled(() => {
            const now = session.size();
            // Another size meanwhile has moved lines between the two.
            if (now.cols !== before.cols || now.rows !== before.rows) return false;
            if (attached) sendSnapshot(viewer, above.content);
            return true;
          });
          if (isSent) return above.lines;
        }
      } finally {
        session.hold("history", false);
      }
    },
    detach() {
      attached = false;
      viewer.dispose();
      viewers.delete(viewer);
      holdForViewers();
    },
  };
}
