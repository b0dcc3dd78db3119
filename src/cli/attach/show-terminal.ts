import type { TerminalFrame } from "../../shared/wire/terminal-frame.ts";
import { createScreenFilter } from "./alternate-screen.ts";
import { DETACH_HINT, createDetachKeys } from "./detach-keys.ts";
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
  | { readonly kind: "exited"; readonly code: number };

export interface ShowOptions {
  readonly mode: "control" | "watch";
  /** Interrupts like detaching. */
  readonly signal: AbortSignal;
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

/** How long the hint is shown after attaching. */
const HINT_MS = 2_500;

/** Shows a terminal in the user's until it ends, the connection is lost, or the user detaches. The stream stays open. */
export async function showTerminal(
  stream: TerminalStream,
  local: LocalTerminal,
  options: ShowOptions,
): Promise<ShowEnd> {
  const { input, output } = local;
  const ended = Promise.withResolvers<ShowEnd>();
  const filter = createScreenFilter({
    left: () => {
      stream.refresh();
    },
  });
  const show = (bytes: Uint8Array) => {
    // As Latin-1, each byte is a character: nothing is decoded, nothing can be cut.
    output.write(Buffer.from(filter(Buffer.from(bytes).toString("latin1")), "latin1"), () => {
      stream.ack(bytes.length);
    });
  };
  const take = (frame: TerminalFrame) => {
    switch (frame.op) {
      case "snapshot":
        output.write(`${RESET}${ESC}[H${ESC}[2J`);
        show(frame.bytes);
        if (hinting) output.write(hintLine(output));
        return;
      case "data":
        return show(frame.bytes);
      case "exit":
        return ended.resolve({ kind: "exited", code: frame.code });
      default:
    }
  };
  /** On top of the snapshots of the first moments; the next one takes it away. */
  let hinting = true;
  const hint = setTimeout(() => {
    hinting = false;
    stream.refresh();
  }, HINT_MS);
  const detach = () => {
    ended.resolve({ kind: "detached" });
  };
  const keys = createDetachKeys({
    pass(text) {
      if (options.mode === "control") stream.input(Buffer.from(text, "latin1"));
    },
    detach,
  });
  const onData = (chunk: Buffer) => {
    // Where nothing is typed into the agent, the usual keys to stop looking work too.
    if (options.mode === "watch" && (chunk.includes(0x03) || chunk.toString() === "q")) return detach();
    keys(chunk.toString("latin1"));
  };
  const onResize = () => {
    if (options.mode === "control") stream.resize(sizeOf(output));
    stream.refresh();
  };

  output.write(ENTER);
  input.setRawMode(true);
  input.on("data", onData);
  input.resume();
  output.on("resize", onResize);
  options.signal.addEventListener("abort", detach);
  void stream.lost.then(() => {
    ended.resolve({ kind: "lost" });
  });
  stream.receive(take);
  try {
    return await ended.promise;
  } finally {
    clearTimeout(hint);
    stream.receive(() => {});
    options.signal.removeEventListener("abort", detach);
    output.off("resize", onResize);
    input.off("data", onData);
    input.setRawMode(false);
    input.pause();
    output.write(LEAVE);
  }
}

export function sizeOf(output: LocalTerminal["output"]): Size {
  return { cols: Math.max(2, output.columns), rows: Math.max(1, output.rows) };
}

/** In reverse at the right of the first line, since agents redraw the last ones all the time; the cursor is put back. */
function hintLine(output: LocalTerminal["output"]): string {
  const text = ` ${DETACH_HINT} `.slice(0, output.columns);
  return `${ESC}7${ESC}[1;${output.columns - text.length + 1}H${ESC}[7m${text}${ESC}[27m${ESC}8`;
}
