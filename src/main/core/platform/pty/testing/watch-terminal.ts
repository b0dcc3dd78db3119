import xterm from "@xterm/headless";
import type { TerminalFrame } from "../../../../../shared/wire/terminal-frame.ts";
import { readScreen } from "../../../../pty-host/screen.ts";
import type { PtyHosts, TerminalViewer } from "../pty-hosts.ts";

/** A page's terminal: shows what it is sent and acknowledges it once it is parsed. */
export interface WatchedTerminal {
  readonly viewer: TerminalViewer;
  readonly frames: readonly TerminalFrame["op"][];
  readonly terminal: xterm.Terminal;
  readonly exit: Promise<number>;
  /** Resolves once the screen satisfies it. */
  shows(wanted: (lines: readonly string[]) => boolean): Promise<void>;
  type(text: string): void;
}

export async function watchTerminal(
  hosts: PtyHosts,
  session: string,
  options: { readonly cols?: number; readonly rows?: number; readonly mode?: "watch" | "control" } = {},
): Promise<WatchedTerminal> {
  const { cols = 80, rows = 24, mode = "control" } = options;
  const terminal = new xterm.Terminal({ cols, rows, scrollback: 20_000, allowProposedApi: true });
  const frames: TerminalFrame["op"][] = [];
  const looks = new Set<() => void>();
  const exit = Promise.withResolvers<number>();
  const early: number[] = [];
  let acknowledge = (count: number): void => {
    early.push(count);
  };

  function parsed(count: number): void {
    acknowledge(count);
    for (const look of looks) look();
  }

  const opened = await hosts.openViewer(session, {
    cols,
    rows,
    mode,
    onFrame(frame) {
      frames.push(frame.op);
      // Once all that came before is on the screen.
      if (frame.op === "snapshot" || frame.op === "resized") {
        terminal.write("", () => {
          if (frame.op === "snapshot") terminal.reset();
          terminal.resize(frame.cols, frame.rows);
        });
      }
      if (frame.op === "snapshot" || frame.op === "data") {
        const count = frame.bytes.length;
        terminal.write(frame.bytes, () => {
          parsed(count);
        });
      }
      if (frame.op === "exit") {
        terminal.write("", () => {
          exit.resolve(frame.code);
        });
      }
    },
  });
  if (!opened.ok) throw new Error(opened.error.message);
  acknowledge = (count) => {
    opened.value.send({ op: "ack", stream: 0, count });
  };
  for (const count of early) acknowledge(count);

  return {
    viewer: opened.value,
    frames,
    terminal,
    exit: exit.promise,
    shows(wanted) {
      return new Promise((resolve) => {
        const look = () => {
          if (!wanted(readScreen(terminal).lines)) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        look();
      });
    },
    type(text) {
      opened.value.send({ op: "input", stream: 0, bytes: Buffer.from(text) });
    },
  };
}
