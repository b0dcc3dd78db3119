import type { StoreApi } from "zustand/vanilla";
import type { TerminalFrame } from "../../../shared/wire/terminal-frame.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Connection } from "../../lib/connection/connection.ts";
import type { SessionStore } from "../../lib/server-state/session-store.ts";
import type { TerminalPhase, TerminalState } from "./terminal-state.ts";

export interface TerminalLinkDeps {
  readonly agent: string;
  readonly clock: Clock;
  readonly connection: Connection;
  readonly sessions: SessionStore;
  readonly state: StoreApi<TerminalState>;
  /** Columns and rows that fit the pane. */
  size(): { cols: number; rows: number };
  readonly output: {
    snapshot(cols: number, rows: number, bytes: Uint8Array): void;
    data(bytes: Uint8Array): void;
    resized(cols: number, rows: number): void;
  };
}

/** The stream behind one terminal of the page: opened when shown, closed when parked, opened again after whatever befell it. */
export interface TerminalLink {
  show(): void;
  park(): void;
  /** Drops the stream and asks for a new one: in another mode, or because the user tries again. */
  reopen(): void;
  type(bytes: Uint8Array): void;
  /**
   * So much fits the pane now. The program's terminal takes that size, and `resized` says so between what the program wrote before
   * and after, which is when the page's must take it, too: what was written for one width is garbled in another.
   */
  resize(cols: number, rows: number): void;
  acknowledge(count: number): void;
  /** Asks for a snapshot with history; resolves with how many lines that has above the screen, or nothing if it failed. */
  readHistory(lines: number): Promise<number | undefined>;
  dispose(): void;
}

/** Programs draw all anew at each size: so long they are left alone while an edge is dragged. */
const RESIZE_EVERY_MS = 100;

export function createTerminalLink(deps: TerminalLinkDeps): TerminalLink {
  const { agent, clock, connection, sessions, state, output } = deps;
  let isShown = false;
  /** The session last opened, to tell a new one from the one that ended. */
  let session: string | undefined;
  let stream: number | undefined;
  let release = () => {};
  /** What was typed while a stream is asked for, in order: it goes first into it. */
  let typed: Uint8Array[] = [];
  /** Raised by everything that makes an answer under way worthless. */
  let turn = 0;
  /** What fits the pane, and what the stream was last told of that. */
  let fits = { cols: 0, rows: 0 };
  let asked = fits;
  let isResting = false;

  const enter = (phase: TerminalPhase) => {
    state.setState(phase);
  };

  async function open(): Promise<void> {
    const mine = ++turn;
    dropStream();
    typed = [];
    enter({ phase: "opening" });
    if (connection.state.getState().phase !== "connected") return;
    const { cols, rows } = deps.size();
    fits = { cols, rows };
    asked = fits;
    const { mode } = state.getState();
    const answer = await connection.client.call("terminal.open", { agent, cols, rows, mode });
    if (mine !== turn) {
      if (answer.ok) void connection.client.call("terminal.close", { stream: answer.value.stream });
      return;
    }
    if (!answer.ok) {
      const { code } = answer.error;
      if (code === "not-running") enter({ phase: "exited", code: undefined });
      // The connection's return opens it again.
      else if (code !== "disconnected") enter({ phase: "failed", failure: answer.error });
      return;
    }
    stream = answer.value.stream;
    session = answer.value.session;
    enter({ phase: "live" });
    release = connection.claimStream(stream, take);
    for (const bytes of typed.splice(0)) connection.sendFrame({ op: "input", stream, bytes });
  }

  function take(frame: TerminalFrame): void {
    switch (frame.op) {
      case "snapshot":
        output.snapshot(frame.cols, frame.rows, frame.bytes);
        return;
      case "data":
        output.data(frame.bytes);
        return;
      case "resized":
        output.resized(frame.cols, frame.rows);
        return;
      case "exit":
        release();
        stream = undefined;
        enter({ phase: "exited", code: frame.code });
        return;
      case "ack":
      case "input":
      case "resize":
      case "ask":
      case "cells":
    }
  }

  function sendSize(): void {
    // Only what changed here: another window may have given the terminal its own size, until somebody types here.
    if (stream === undefined || isResting || (fits.cols === asked.cols && fits.rows === asked.rows)) return;
    asked = fits;
    connection.sendFrame({ op: "resize", stream, ...fits });
    isResting = true;
    clock.after(RESIZE_EVERY_MS, () => {
      isResting = false;
      sendSize();
    });
  }

  function dropStream(): void {
    release();
    release = () => {};
    if (stream !== undefined) void connection.client.call("terminal.close", { stream });
    stream = undefined;
  }

  const stopConnection = connection.state.subscribe((now, before) => {
    if (now.phase === before.phase || !isShown) return;
    if (now.phase === "connected") void open();
    else if (before.phase === "connected") {
      turn += 1;
      release();
      stream = undefined;
      enter({ phase: "opening" });
    }
  });
  const stopSessions = sessions.store.subscribe(({ byAgent }) => {
    const status = byAgent.get(agent);
    const { phase } = state.getState();
    if (!isShown || phase !== "exited" || status === undefined) return;
    if (status.session !== session && status.state !== "exited" && status.state !== "lost") void open();
  });

  return {
    show() {
      if (isShown) return;
      isShown = true;
      void open();
    },
    park() {
      isShown = false;
      turn += 1;
      dropStream();
      enter({ phase: "parked" });
    },
    reopen() {
      if (isShown) void open();
    },
    type(bytes) {
      const { mode, phase } = state.getState();
      if (mode !== "control") return;
      if (stream !== undefined) connection.sendFrame({ op: "input", stream, bytes });
      else if (phase === "opening" && connection.state.getState().phase === "connected") typed.push(bytes);
    },
    resize(cols, rows) {
      fits = { cols, rows };
      sendSize();
    },
    acknowledge(count) {
      if (stream !== undefined) connection.sendFrame({ op: "ack", stream, count });
    },
    async readHistory(lines) {
      if (stream === undefined) return undefined;
      const answer = await connection.client.call("terminal.scrollback", { stream, lines });
      return answer.ok ? answer.value.lines : undefined;
    },
    dispose() {
      isShown = false;
      turn += 1;
      dropStream();
      stopConnection();
      stopSessions();
    },
  };
}
