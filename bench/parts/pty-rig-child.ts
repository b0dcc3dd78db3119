import { type IPty, spawn } from "node-pty";
import { COLS, ROWS, pause } from "./terminal-rigs.ts";

/*
 * The other end of `pty-rig.ts`: answers one question after the other. Its terminals end with it.
 */

type Question =
  | { readonly start: string; readonly file: string; readonly args: readonly string[] }
  | { readonly type: readonly string[]; readonly keys: string }
  | { readonly echo: string; readonly samples: number }
  | { readonly end: true };

interface Terminal {
  readonly pty: IPty;
  heard(): void;
}

const terminals = new Map<string, Terminal>();

process.on("message", (raw) => {
  void answer(raw as Question).then((value) => process.send?.(value));
});

async function answer(question: Question): Promise<unknown> {
  if ("start" in question) {
    const env = { PATH: process.env["PATH"] ?? "" };
    const pty = spawn(question.file, [...question.args], { cols: COLS, rows: ROWS, env, encoding: null });
    const terminal: Terminal = { pty, heard() {} };
    pty.onData(() => {
      terminal.heard();
    });
    terminals.set(question.start, terminal);
    return true;
  }
  if ("type" in question) {
    for (const name of question.type) terminals.get(name)?.pty.write(question.keys);
    return true;
  }
  if ("echo" in question) return echo(terminals.get(question.echo), question.samples);
  for (const { pty } of terminals.values()) pty.kill("SIGKILL");
  process.exit(0);
}

async function echo(terminal: Terminal | undefined, samples: number): Promise<readonly number[]> {
  const out: number[] = [];
  if (terminal === undefined) return out;
  for (let sample = 0; sample < samples; sample += 1) {
    await pause(20 + ((sample * 7) % 23));
    const from = performance.now();
    const heard = new Promise<void>((resolve) => {
      terminal.heard = resolve;
    });
    terminal.pty.write("x");
    await heard;
    out.push(performance.now() - from);
  }
  return out;
}
