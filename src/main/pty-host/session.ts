import type { Clock } from "../core/base/clock.ts";
import type { PtyEvent, SessionPeek, SessionReport, SpawnRequest } from "../../shared/wire/pty-host-protocol.ts";
import { type AttachRequest, type SessionViewer, attachViewer } from "./attach-viewer.ts";
import type { BlockPool } from "./block-pool.ts";
import type { CellWatch } from "./cell-watch.ts";
import { createCellWatches } from "./cell-watches.ts";
import { colorAnswer } from "./color-answer.ts";
import { type HistoryRecord, createHistory } from "./history.ts";
import { createOutputScanner } from "./output-scanner.ts";
import type { ParseScheduler, ParseTask } from "./parse-scheduler.ts";
import { birthOf } from "./process-tree.ts";
import type { PtyExit, StartPty } from "./pty.ts";
import type { Pulse } from "./pulse.ts";
import { createScreen, readScreen, rowsBelowCursor } from "./screen.ts";
import { createScreenDebt } from "./screen-debt.ts";
import { createSessionSignals } from "./session-signals.ts";
import { serializeScreen } from "./serialize-screen.ts";
import { leavesDraft } from "./viewer-input.ts";
import { createTreeControl, type TreeControl } from "./tree-control.ts";
import type { Viewer } from "./viewer.ts";

/**
 * A program in its terminal, its screen, its history and those who look at it.
 *
 * Output is read, noted (scanner, history), handed to viewers, and owed to the screen, which is brought up to date
 * when somebody needs it, the program asks the terminal something, or the debt grows large. The program is held back
 * while the debt is too large to be kept, while a viewer's window is full, and for the moment of a snapshot.
 */
export interface Session {
  readonly report: SessionReport;
  readonly pid: number;
  readonly exited: Promise<PtyExit>;
  /** Its processes. */
  readonly tree: TreeControl;
  /** When it has exited and nothing that it started is left. */
  readonly over: Promise<void>;
  /** False when the program does not read its input. */
  type(text: string): boolean;
  readonly bracketedPaste: boolean;
  setPaused(paused: boolean): void;
  attach(request: AttachRequest): SessionViewer;
  /** Shows the screen as cells. A watch costs something only while its updates are asked for. */
  watchCells(stream: number, send: AttachRequest["send"]): CellWatch;
  peek(): Promise<SessionPeek>;
  /** Its output as it was recorded, up to this moment. */
  recorded(): Promise<readonly HistoryRecord[]>;
  /** Ends viewers and recording. The program must have exited. */
  close(options: { readonly removeHistory: boolean }): Promise<void>;
}

export interface SessionDeps {
  readonly clock: Clock;
  readonly startPty: StartPty;
  readonly scheduler: ParseScheduler;
  readonly pulse: Pulse;
  /** Of the whole host. */
  readonly blocks: BlockPool;
  emit(event: PtyEvent): void;
  /** Something that does not stop the session broke, e.g. its recording. */
  reportError(error: unknown): void;
}

/** Names the session in the environment of all that runs in it: what left its process tree is found by that. */
const SESSION_VARIABLE = "DROVER_SESSION";

type HoldReason = "debt" | "viewers" | "settling" | "history";

/** Enough for a window that is made taller; the rest of the scrollback comes from the history. */
const SCREEN_SCROLLBACK = 100;
/** A debt of this size is shortened or paid: 2 ms of parsing, so that looking at a session is instant. */
const PAY_AT_BYTES = 128 * 1024;
/** What a session may owe at most, and where it may go on after it was held back for that. */
const HOLD_AT_BYTES = 512 * 1024;
const RELEASE_AT_BYTES = 128 * 1024;

export function createSession(request: SpawnRequest, deps: SessionDeps): Session {
  const { clock } = deps;
  const id = request.session;
  let { cols, rows } = request;
  const startedAt = clock.now();
  let paused = false;
  let exit: (PtyExit & { readonly at: number }) | undefined;
  const exited = Promise.withResolvers<PtyExit>();

  const viewers = new Set<Viewer>();
  const debt = createScreenDebt();
  const settledCallbacks: (() => void)[] = [];
  let writing = false;
  let shortenAt = PAY_AT_BYTES;
  const holds = new Set<HoldReason>();
  let block = deps.blocks.take();
  let blockUsed = 0;

  const history = createHistory({ folder: request.historyFolder, clock, cols, rows, report: deps.reportError });
  const screen = createScreen({
    cols,
    rows,
    scrollback: SCREEN_SCROLLBACK,
    reply(bytes) {
      pty.write(bytes);
    },
  });

  const signals = createSessionSignals({ session: id, clock, pulse: deps.pulse, emit: deps.emit });
  const scanner = createOutputScanner({
    title: signals.titled,
    notification: signals.notified,
    bell: signals.rang,
    query() {
      asked = true;
    },
    colorQuery(osc) {
      pty.write(colorAnswer(osc));
    },
  });
  /** The program waits for an answer of its terminal. */
  let asked = false;
  const watches = createCellWatches({
    clock,
    terminal: screen.terminal,
    isCursorHidden: () => scanner.modes.cursorHidden,
    title: () => signals.title,
    settle: whenSettled,
  });

  const task: ParseTask = {
    get urgent() {
      return asked || settledCallbacks.length > 0;
    },
    parse(maxBytes, done) {
      const bytes = debt.take(maxBytes);
      if (bytes === undefined) {
        asked = false;
        runSettled();
        return false;
      }
      writing = true;
      screen.write(bytes, () => {
        writing = false;
        shortenAt = PAY_AT_BYTES;
        if (debt.bytes <= RELEASE_AT_BYTES) setHold("debt", false);
        if (debt.bytes === 0) {
          asked = false;
          runSettled();
        }
        done();
      });
      return true;
    },
  };

  const pty = deps.startPty(
    {
      file: request.file,
      args: request.args,
      cwd: request.cwd,
      env: { ...request.env, TERM: "xterm-256color", COLORTERM: "truecolor" },
      cols,
      rows,
    },
    { data: takeOutput, exit: takeExit },
  );

  const variable = request.env[SESSION_VARIABLE];
  const mark = variable === undefined ? undefined : `${SESSION_VARIABLE}=${variable}`;
  const tree = createTreeControl({ leader: pty.pid, born: birthOf(pty.pid), mark }, clock);
  const over = exited.promise.then(() => tree.endRest()).catch(deps.reportError);

  function setHold(reason: HoldReason, on: boolean): void {
    const before = holds.size;
    if (on) holds.add(reason);
    else holds.delete(reason);
    if (before === 0 && holds.size > 0) pty.hold();
    else if (before > 0 && holds.size === 0) pty.release();
  }

  function keep(bytes: Uint8Array): Buffer {
    if (blockUsed + bytes.length > block.memory.length) {
      block.release();
      block = deps.blocks.take();
      blockUsed = 0;
    }
    block.memory.set(bytes, blockUsed);
    blockUsed += bytes.length;
    return block.memory.subarray(blockUsed - bytes.length, blockUsed);
  }

  function takeOutput(read: Uint8Array): void {
    const kind = note(read);
    signals.wrote(read.length);
    if (kind === "other") signals.modes(scanner.bracketedPaste, scanner.alternate);
  }

  /** Brings bytes wherever output goes. */
  function note(read: Uint8Array): "lines" | "other" {
    const bytes = keep(read);
    const startsInGround = scanner.ground;
    const penBefore = scanner.pen;
    const { alternate } = scanner;
    const kind = scanner.scan(bytes);
    history.append({ bytes, block }, alternate);
    for (const viewer of viewers) viewer.offer(bytes);
    debt.add({ bytes, block, kind, startsInGround, penBefore });
    watches.changed();
    if (debt.bytes >= shortenAt) shorten();
    if (debt.bytes >= PAY_AT_BYTES || asked) deps.scheduler.request(task);
    if (debt.bytes >= HOLD_AT_BYTES) setHold("debt", true);
    return kind;
  }

  function shorten(): void {
    // Outside of margins, lines that follow do not push away those before.
    if (scanner.modes.margins === undefined) debt.shorten(2 * rows + SCREEN_SCROLLBACK + 1);
    shortenAt = Math.max(PAY_AT_BYTES, debt.bytes + PAY_AT_BYTES / 2);
  }

  function takeExit(how: PtyExit): void {
    exit = { ...how, at: clock.now() };
    deps.emit({ type: "exited", session: id, at: exit.at, code: how.code, signal: how.signal });
    for (const viewer of viewers) viewer.exited(how.code);
    watches.exited(how.code);
    exited.resolve(how);
  }

  /** Calls back, in order, when the screen shows all output that was read; nothing is read in between. */
  function whenSettled(callback: () => void): void {
    settledCallbacks.push(callback);
    if (debt.bytes === 0 && !writing) return runSettled();
    setHold("settling", true);
    deps.scheduler.request(task);
  }

  function runSettled(): void {
    while (!writing && debt.bytes === 0) {
      const callback = settledCallbacks.shift();
      if (callback === undefined) break;
      callback();
    }
    if (settledCallbacks.length === 0) setHold("settling", false);
  }

  /** Goes on with `callback` when the screen shows what was noted just now, before anybody else may. */
  function next(callback: () => void): void {
    settledCallbacks.unshift(callback);
    setHold("settling", true);
    if (debt.bytes > 0) deps.scheduler.request(task);
  }

  function resize(toCols: number, toRows: number): void {
    whenSettled(() => {
      if (toCols === cols && toRows === rows) return;
      const below = scanner.ground ? rowsBelowCursor(screen.terminal, scanner.modes, toRows) : 0;
      if (below === 0) {
        takeSize(toCols, toRows);
        tellSize();
        return;
      }
      // All who show the screen, or replay it, do the same by these bytes.
      note(Buffer.from(`\x1b[${below}B`));
      next(() => {
        takeSize(cols, toRows);
        note(Buffer.from(`\x1b[${below}A`));
        next(() => {
          if (toCols !== cols) takeSize(toCols, toRows);
          tellSize();
        });
      });
    });
  }

  function takeSize(toCols: number, toRows: number): void {
    cols = toCols;
    rows = toRows;
    screen.resize(cols, rows);
    scanner.resized();
    history.resized(cols, rows, scanner.alternate);
    for (const viewer of viewers) viewer.resized(cols, rows);
  }

  function tellSize(): void {
    pty.resize(cols, rows);
    watches.changed();
    deps.emit({ type: "resized", session: id, at: clock.now(), cols, rows });
  }

  function sendSnapshot(viewer: Viewer, above: string): void {
    const content = serializeScreen(screen.terminal, scanner.modes, above === "" ? SCREEN_SCROLLBACK : 0);
    const start = above === "" ? "" : `${above}${"\r\n".repeat(rows - 1)}`;
    viewer.snapshot(cols, rows, Buffer.from(start + content));
  }

  return {
    pid: pty.pid,
    exited: exited.promise,
    tree,
    over,
    get bracketedPaste() {
      return scanner.modes.bracketedPaste;
    },
    get report() {
      const { bracketedPaste, alternate: alternateScreen } = scanner.modes;
      return {
        session: id,
        pid: pty.pid,
        cols,
        rows,
        startedAt,
        ...(exit === undefined ? {} : { exit }),
        title: signals.title,
        outputAt: signals.outputAt,
        outputBytes: signals.outputBytes,
        userInputAt: signals.userInputAt,
        draft: signals.draft,
        bellAt: signals.bellAt,
        bracketedPaste,
        alternateScreen,
        paused,
        viewers: viewers.size,
      };
    },
    type: (text) => pty.write(Buffer.from(text)),
    setPaused(now) {
      if (paused === now) return;
      paused = now;
      deps.emit({ type: "paused", session: id, at: clock.now(), paused });
    },
    attach: (attachRequest) =>
      attachViewer(attachRequest, {
        clock,
        viewers,
        size: () => ({ cols, rows }),
        exitCode: () => exit?.code,
        whenSettled,
        hold: setHold,
        resize,
        sendSnapshot,
        type(bytes) {
          pty.write(bytes.slice());
        },
        typed(bytes) {
          signals.typed(leavesDraft(bytes, signals.draft));
        },
        recorded: () => history.read(),
      }),
    watchCells: watches.open,
    peek: () =>
      new Promise((resolve) => {
        whenSettled(() => {
          const { title, outputAt, outputBytes, userInputAt } = signals;
          const { bracketedPaste } = scanner.modes;
          const seen = { title, outputAt, outputBytes, userInputAt, bracketedPaste };
          resolve({ cols, rows, ...readScreen(screen.terminal), ...seen });
        });
      }),
    recorded: () => history.read(),
    async close({ removeHistory }) {
      deps.scheduler.forget(task);
      for (const viewer of viewers) viewer.dispose();
      viewers.clear();
      watches.dispose();
      screen.dispose();
      debt.clear();
      block.release();
      await history.close({ remove: removeHistory });
    },
  };
}
