import type { TerminalFrame } from "../../shared/wire/terminal-frame.ts";
import { createScreenFilter, scrollRegion } from "./alternate-screen.ts";
import { type AttachAction, DETACH_HINT, KEYS_HINT, createAttachKeys } from "./attach-keys.ts";
import { type CopyMode, clipboardSequence, createCopyMode } from "./copy-mode.ts";
import { drawStatus, statusText } from "./status-line.ts";
import { HISTORY_LINES, type TerminalHistory, openTerminalHistory } from "./terminal-history.ts";
import type { Size, TerminalStream } from "./terminal-stream.ts";

/** The user's terminal. */
export interface LocalTerminal {
  readonly input: {
    setRawMode(raw: boolean): unknown;
    on(event: "data", listener: (chunk: Buffer) => void): unknown;
    off(event: "data", listener: (chunk: Buffer) => void): unknown;
    resume(): unknown;
    pause(): unknown;
  };
  readonly output: {
    readonly columns: number;
    readonly rows: number;
    /** Calls back when the terminal has taken it. */
    write(bytes: Uint8Array | string, taken?: () => void): unknown;
    on(event: "resize", listener: () => void): unknown;
    off(event: "resize", listener: () => void): unknown;
  };
}

export type ShowEnd =
  | { readonly kind: "detached" }
  | { readonly kind: "lost" }
  | { readonly kind: "exited"; readonly code: number }
  /** To the next or the one before in the group. */
  | { readonly kind: "switch"; readonly step: 1 | -1 };

export interface ShowOptions {
  /** Who it is, for the status line as long as nothing more is known. */
  readonly agent: string;
  readonly mode: "control" | "watch";
  /** Interrupts like detaching. */
  readonly signal: AbortSignal;
  /** Whether the last line says who is looked at; changed by the person at the keys, and kept from one to the next. */
  readonly status: { shown: boolean };
}

const ESC = "\u001b";
/** What the screen begins with: the alternate screen, empty. */
const ENTER = `${ESC}[?1049h${ESC}[H${ESC}[2J`;
/**
 * Takes back what a program may have switched on: origin mode, no wrapping, a scroll region, a hidden or shaped cursor,
 * application keys, mouse and focus reports, marked pastes, extended keys, colours.
 */
const RESET = `${ESC}[?6l${ESC}[?7h${ESC}[r${ESC}[?25h${ESC}[0 q${ESC}[?1l${ESC}>${ESC}[?1000l${ESC}[?1002l${ESC}[?1003l${ESC}[?1004l${ESC}[?1006l${ESC}[?2004l${ESC}[<u${ESC}[>4m${ESC}[4l${ESC}[0m${ESC}(B`;
const LEAVE = `${RESET}${ESC}[?1049l`;

/** How long a hint is shown. */
const HINT_MS = 2_500;
/** How often the status line is asked for anew, and how long after output it is drawn again. */
const STATUS_MS = 2_000;
const REDRAW_MS = 120;
/** In a lower terminal every line is the program's. */
const LEAST_ROWS = 8;

/** Shows a terminal in the user's until it ends, the connection is lost, or the user goes elsewhere. The stream stays open. */
export async function showTerminal(
  stream: TerminalStream,
  local: LocalTerminal,
  options: ShowOptions,
): Promise<ShowEnd> {
  const { input, output } = local;
  const ended = Promise.withResolvers<ShowEnd>();
  const size = () => programSize(output, options.status.shown);
  const filter = createScreenFilter({
    left: () => {
      stream.refresh();
    },
    rows: () => size().rows,
  });
  let copying: { readonly mode: CopyMode; readonly history: TerminalHistory } | undefined;
  let hint: string | undefined = DETACH_HINT;
  let status = ` ${options.agent}`;
  let redraw: NodeJS.Timeout | undefined;

  const hasStatus = () => size().rows < output.rows;
  const drawLater = () => {
    redraw ??= setTimeout(() => {
      redraw = undefined;
      if (copying === undefined && hasStatus()) output.write(drawStatus(status.padEnd(output.columns), output.rows));
    }, REDRAW_MS);
  };
  const askStatus = async () => {
    if (!hasStatus()) return;
    const facts = await stream.around?.facts();
    if (facts === undefined) return;
    status = statusText(facts, output.columns);
    drawLater();
  };
  const show = (bytes: Uint8Array) => {
    // As Latin-1, each byte is a character: nothing is decoded, nothing can be cut.
    output.write(Buffer.from(filter(Buffer.from(bytes).toString("latin1")), "latin1"), () => {
      stream.ack(bytes.length);
    });
    if (hasStatus()) drawLater();
  };
  const take = (frame: TerminalFrame) => {
    switch (frame.op) {
      case "snapshot":
        copying?.history.reset({ cols: frame.cols, rows: frame.rows });
        if (copying === undefined) output.write(`${RESET}${ESC}[H${ESC}[2J${scrollRegion(1, 0, size().rows)}${ESC}[H`);
        data(frame.bytes);
        if (hint !== undefined && copying === undefined) output.write(hintLine(hint, output));
        return;
      case "data":
        return data(frame.bytes);
      case "exit":
        return ended.resolve({ kind: "exited", code: frame.code });
      default:
    }
  };
  const data = (bytes: Uint8Array) => {
    if (copying === undefined) return show(bytes);
    const { mode, history } = copying;
    void history.feed(bytes).then(() => {
      stream.ack(bytes.length);
      if (copying?.mode === mode) output.write(mode.draw());
    });
  };
  /** On top of the snapshots of the first moments; the next one takes it away. */
  let hinting: NodeJS.Timeout | undefined;
  const say = (text: string) => {
    clearTimeout(hinting);
    hint = text;
    output.write(hintLine(text, output));
    hinting = setTimeout(() => {
      hint = undefined;
      if (copying === undefined) stream.refresh();
    }, HINT_MS);
  };
  const copy = async () => {
    const history = await openTerminalHistory(size());
    const mode = createCopyMode({
      lines: history.lines,
      size: () => ({ cols: Math.max(2, output.columns), rows: Math.max(2, output.rows) }),
    });
    copying = { mode, history };
    output.write(`${RESET}${ESC}[?25l${mode.draw()}`);
    stream.refresh(HISTORY_LINES);
  };
  const endCopy = (copied: string | undefined) => {
    copying?.history.dispose();
    copying = undefined;
    if (copied !== undefined) {
      output.write(clipboardSequence(copied));
      say(`${copied.split("\n").length} lines copied`);
    }
    stream.refresh();
  };
  const act = (action: AttachAction) => {
    switch (action) {
      case "detach":
        return ended.resolve({ kind: "detached" });
      case "next":
      case "previous":
        return ended.resolve({ kind: "switch", step: action === "next" ? 1 : -1 });
      case "copy":
        return void copy().catch(ended.reject);
      case "status":
        options.status.shown = !options.status.shown;
        return onResize();
      case "help":
        return say(KEYS_HINT);
    }
  };
  const keys = createAttachKeys({
    pass(text) {
      if (options.mode === "control") stream.input(Buffer.from(text, "latin1"));
    },
    act,
  });
  const onData = (chunk: Buffer) => {
    if (copying !== undefined) {
      const end = copying.mode.type(chunk.toString());
      if (end === undefined) output.write(copying.mode.draw());
      else endCopy(end.kind === "copied" ? end.text : undefined);
      return;
    }
    // Where nothing is typed into the agent, the usual keys to stop looking work too.
    if (options.mode === "watch" && (chunk.includes(0x03) || chunk.toString() === "q")) return act("detach");
    keys(chunk.toString("latin1"));
  };
  const onResize = () => {
    if (options.mode === "control") stream.resize(size());
    if (copying === undefined) stream.refresh();
    else output.write(copying.mode.draw());
    void askStatus();
  };
  const detach = () => {
    act("detach");
  };

  output.write(`${ENTER}${scrollRegion(1, 0, size().rows)}${ESC}[H`);
  input.setRawMode(true);
  input.on("data", onData);
  input.resume();
  output.on("resize", onResize);
  options.signal.addEventListener("abort", detach);
  void stream.lost.then(() => {
    ended.resolve({ kind: "lost" });
  });
  stream.receive(take);
  say(DETACH_HINT);
  void askStatus();
  const asking = setInterval(() => void askStatus(), STATUS_MS);
  try {
    return await ended.promise;
  } finally {
    clearInterval(asking);
    clearTimeout(hinting);
    clearTimeout(redraw);
    stream.receive(() => {});
    copying?.history.dispose();
    options.signal.removeEventListener("abort", detach);
    output.off("resize", onResize);
    input.off("data", onData);
    input.setRawMode(false);
    input.pause();
    output.write(LEAVE);
  }
}

/** What of the user's terminal is the program's: all but a status line, where there is room for one. */
export function programSize(output: LocalTerminal["output"], status: boolean): Size {
  const rows = Math.max(1, output.rows);
  return { cols: Math.max(2, output.columns), rows: status && rows >= LEAST_ROWS ? rows - 1 : rows };
}

/** In reverse at the right of the first line, since agents redraw the last ones all the time; the cursor is put back. */
function hintLine(hint: string, output: LocalTerminal["output"]): string {
  const text = ` ${hint} `.slice(0, output.columns);
  return `${ESC}7${ESC}[1;${output.columns - text.length + 1}H${ESC}[7m${text}${ESC}[27m${ESC}8`;
}
