import type { Clock } from "../core/base/clock.ts";
import type { PtyEvent, SessionPeek, SessionReport, SpawnRequest } from "../../shared/wire/pty-host-protocol.ts";
import { createHistory } from "./history.ts";
import { createOutputScanner } from "./output-scanner.ts";
import type { ParseScheduler, ParseTask } from "./parse-scheduler.ts";
import type { PtyExit, StartPty } from "./pty.ts";
import { type Pulse, createThrottle } from "./pulse.ts";
import { replayHistory } from "./replay-history.ts";
import { createScreen, readScreen } from "./screen.ts";
import { createScreenDebt } from "./screen-debt.ts";
import { serializeScreen } from "./serialize-screen.ts";
import { sortViewerInput } from "./viewer-input.ts";
import { type Viewer, createViewer } from "./viewer.ts";

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
  /** False when the program does not read its input. */
  type(text: string): boolean;
  readonly bracketedPaste: boolean;
  setPaused(paused: boolean): void;
  attach(request: AttachRequest): SessionViewer;
  peek(): Promise<SessionPeek>;
  /** Ends viewers and recording. The program must have exited. */
  close(options: { readonly removeHistory: boolean }): Promise<void>;
}

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

export interface SessionDeps {
  readonly clock: Clock;
  readonly startPty: StartPty;
  readonly scheduler: ParseScheduler;
  readonly pulse: Pulse;
  emit(event: PtyEvent): void;
  /** Something that does not stop the session broke, e.g. its recording. */
  reportError(error: unknown): void;
}

type HoldReason = "debt" | "viewers" | "settling" | "history";

/** Enough for a window that is made taller; the rest of the scrollback comes from the history. */
const SCREEN_SCROLLBACK = 100;
/** Output is copied into blocks of this size, which debt, history and viewers share. */
const BLOCK_BYTES = 64 * 1024;
/** A debt of this size is shortened or paid: 2 ms of parsing, so that looking at a session is instant. */
const PAY_AT_BYTES = 128 * 1024;
/** What a session may owe at most, and where it may go on after it was held back for that. */
const HOLD_AT_BYTES = 512 * 1024;
const RELEASE_AT_BYTES = 128 * 1024;
/** Ground and text that programs are told when they ask for colours: the dark theme of the app. */
const COLORS = { 10: "e4e4/e4e4/e7e7", 11: "1111/1212/1515", 12: "e4e4/e4e4/e7e7" } as const;

export function createSession(request: SpawnRequest, deps: SessionDeps): Session {
  const { clock } = deps;
  const id = request.session;
  let { cols, rows } = request;
  const startedAt = clock.now();
  let title = "";
  let outputAt = 0;
  let outputBytes = 0;
  let userInputAt = 0;
  let bellAt = 0;
  let paused = false;
  let exit: (PtyExit & { readonly at: number }) | undefined;
  const exited = Promise.withResolvers<PtyExit>();

  const viewers = new Set<Viewer>();
  const debt = createScreenDebt();
  const settledCallbacks: (() => void)[] = [];
  let writing = false;
  let shortenAt = PAY_AT_BYTES;
  const holds = new Set<HoldReason>();
  let block = Buffer.alloc(0);
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

  let toldBytes = 0;
  const tellActivity = createThrottle(clock, deps.pulse, () => {
    deps.emit({ type: "activity", session: id, at: outputAt, bytes: outputBytes - toldBytes });
    toldBytes = outputBytes;
  });
  let toldTitle = "";
  const tellTitle = createThrottle(clock, deps.pulse, () => {
    if (title === toldTitle) return;
    toldTitle = title;
    deps.emit({ type: "title", session: id, at: clock.now(), title });
  });
  const tellTyping = createThrottle(clock, deps.pulse, () => {
    deps.emit({ type: "user-input", session: id, at: userInputAt });
  });
  const tellBell = createThrottle(clock, deps.pulse, () => {
    deps.emit({ type: "bell", session: id, at: bellAt });
  });
  let toldModes = "false,false";
  const tellModes = createThrottle(clock, deps.pulse, () => {
    const { bracketedPaste, alternate: alternateScreen } = scanner.modes;
    if (toldModes === `${bracketedPaste},${alternateScreen}`) return;
    toldModes = `${bracketedPaste},${alternateScreen}`;
    deps.emit({ type: "mode", session: id, at: clock.now(), bracketedPaste, alternateScreen });
  });

  const scanner = createOutputScanner({
    title(text) {
      title = text;
      tellTitle();
    },
    notification(heading, body) {
      deps.emit({ type: "notification", session: id, at: clock.now(), title: heading, body });
    },
    bell() {
      bellAt = clock.now();
      tellBell();
    },
    query() {
      asked = true;
    },
    colorQuery(osc) {
      pty.write(Buffer.from(`\x1b]${osc};rgb:${COLORS[osc]}\x1b\\`));
    },
  });
  /** The program waits for an answer of its terminal. */
  let asked = false;

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

  function setHold(reason: HoldReason, on: boolean): void {
    const before = holds.size;
    if (on) holds.add(reason);
    else holds.delete(reason);
    if (before === 0 && holds.size > 0) pty.hold();
    else if (before > 0 && holds.size === 0) pty.release();
  }

  function keep(bytes: Uint8Array): Uint8Array {
    if (blockUsed + bytes.length > block.length) {
      block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, bytes.length));
      blockUsed = 0;
    }
    block.set(bytes, blockUsed);
    blockUsed += bytes.length;
    return block.subarray(blockUsed - bytes.length, blockUsed);
  }

  function takeOutput(read: Uint8Array): void {
    const bytes = keep(read);
    outputAt = clock.now();
    outputBytes += bytes.length;
    const startsInGround = scanner.ground;
    const penBefore = scanner.pen;
    const { alternate } = scanner;
    const kind = scanner.scan(bytes);
    history.append(bytes, alternate);
    for (const viewer of viewers) viewer.offer(bytes);
    debt.add({ bytes, kind, startsInGround, penBefore });
    if (debt.bytes >= shortenAt) shorten();
    if (debt.bytes >= PAY_AT_BYTES || asked) deps.scheduler.request(task);
    if (debt.bytes >= HOLD_AT_BYTES) setHold("debt", true);
    tellActivity();
    if (kind === "other") tellModes();
  }

  function shorten(): void {
    // Outside of margins, lines that follow do not push away those before.
    if (scanner.modes.margins === undefined) debt.shorten(2 * rows + SCREEN_SCROLLBACK + 1);
    shortenAt = Math.max(PAY_AT_BYTES, debt.bytes + BLOCK_BYTES);
  }

  function takeExit(how: PtyExit): void {
    exit = { ...how, at: clock.now() };
    deps.emit({ type: "exited", session: id, at: exit.at, code: how.code, signal: how.signal });
    for (const viewer of viewers) viewer.exited(how.code);
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

  function resize(toCols: number, toRows: number): void {
    whenSettled(() => {
      if (toCols === cols && toRows === rows) return;
      cols = toCols;
      rows = toRows;
      screen.resize(cols, rows);
      scanner.resized();
      history.resized(cols, rows);
      pty.resize(cols, rows);
      for (const viewer of viewers) viewer.resized(cols, rows);
      deps.emit({ type: "resized", session: id, at: clock.now(), cols, rows });
    });
  }

  function sendSnapshot(viewer: Viewer, above: string): void {
    const content = serializeScreen(screen.terminal, scanner.modes, above === "" ? SCREEN_SCROLLBACK : 0);
    const start = above === "" ? "" : `${above}${"\r\n".repeat(rows - 1)}`;
    viewer.snapshot(cols, rows, Buffer.from(start + content));
  }

  return {
    pid: pty.pid,
    exited: exited.promise,
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
        title,
        outputAt,
        outputBytes,
        userInputAt,
        bellAt,
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
    attach(attachRequest) {
      const { stream, mode, send } = attachRequest;
      let size = { cols: attachRequest.cols, rows: attachRequest.rows };
      let attached = true;
      const viewer = createViewer(stream, mode, {
        clock,
        send,
        changed() {
          setHold(
            "viewers",
            [...viewers].some((each) => each.holding),
          );
        },
        needsSnapshot() {
          whenSettled(() => {
            if (attached) sendSnapshot(viewer, "");
          });
        },
      });
      // The viewer in control that was active last decides the size; whoever watches takes what there is.
      const claimSize = () => {
        if (mode === "control") resize(size.cols, size.rows);
      };
      claimSize();
      whenSettled(() => {
        if (!attached) return;
        viewers.add(viewer);
        sendSnapshot(viewer, "");
        if (exit !== undefined) viewer.exited(exit.code);
      });
      return {
        acknowledged: viewer.acknowledged,
        input(raw) {
          if (mode !== "control" || exit !== undefined) return;
          const { bytes, typed } = sortViewerInput(raw);
          if (bytes.length > 0) pty.write(bytes.slice());
          if (!typed) return;
          userInputAt = clock.now();
          tellTyping();
          if (size.cols !== cols || size.rows !== rows) claimSize();
        },
        resize(toCols, toRows) {
          size = { cols: toCols, rows: toRows };
          claimSize();
        },
        async scrollback(lines) {
          // Held back, so that history and screen are of the same moment and nothing is missing between them.
          setHold("history", true);
          try {
            const above = await replayHistory(await history.read(), lines);
            await new Promise<void>((resolve) => {
              whenSettled(resolve);
            });
            if (attached) sendSnapshot(viewer, above.content);
            return above.lines;
          } finally {
            setHold("history", false);
          }
        },
        detach() {
          attached = false;
          viewer.dispose();
          viewers.delete(viewer);
          setHold(
            "viewers",
            [...viewers].some((each) => each.holding),
          );
        },
      };
    },
    peek: () =>
      new Promise((resolve) => {
        whenSettled(() => {
          resolve({ cols, rows, ...readScreen(screen.terminal), title, outputAt });
        });
      }),
    async close({ removeHistory }) {
      deps.scheduler.forget(task);
      for (const viewer of viewers) viewer.dispose();
      viewers.clear();
      screen.dispose();
      await history.close({ remove: removeHistory });
    },
  };
}
