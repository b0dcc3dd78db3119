import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../../src/main/core/base/clock.ts";
import { createBlockPool } from "../../../src/main/pty-host/block-pool.ts";
import { createParseScheduler } from "../../../src/main/pty-host/parse-scheduler.ts";
import { createPulse } from "../../../src/main/pty-host/pulse.ts";
import { createSession } from "../../../src/main/pty-host/session.ts";
import { createUnixPtyStarter } from "../../../src/main/pty-host/unix-pty.ts";
import { signalPayload } from "../../../src/cli/signal-payload.ts";
import type { RecordingLine } from "../../../src/main/core/session/testing/recording.ts";

/** A program in a terminal like those of PTY hosts, of which all is written down. */
export interface RecordedTerminal {
  screen(): Promise<string>;
  /** Keys of a person. */
  type(keys: string): void;
  /** Keys of nobody in particular: what Drover types. */
  put(keys: string): void;
  /** Says what is true of the session here. */
  mark(name: string, state: string): void;
  kill(signal: NodeJS.Signals): void;
  readonly exited: Promise<unknown>;
  /** All lines so far, in the order of their times. */
  lines(): RecordingLine[];
}

export interface TerminalOrder {
  readonly root: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cols: number;
  readonly rows: number;
}

/** Output of one moment is one line; a frame that is drawn anew comes later than that. */
const JOIN_MS = 8;

export function openTerminal(order: TerminalOrder): RecordedTerminal {
  const { root } = order;
  const startedAt = Date.now();
  const now = () => Date.now() - startedAt;
  const events: RecordingLine[] = [];
  const chunks: { readonly t: number; readonly bytes: Buffer }[] = [];
  const startPty = createUnixPtyStarter(systemClock);
  const session = createSession(
    { session: "ses-1", ...order, args: [...order.args], env: { ...order.env }, historyFolder: join(root, "history") },
    {
      clock: systemClock,
      startPty: (request, handlers) =>
        startPty(request, {
          ...handlers,
          data(bytes) {
            chunks.push({ t: now(), bytes: Buffer.from(bytes) });
            handlers.data(bytes);
          },
        }),
      scheduler: createParseScheduler(),
      pulse: createPulse(systemClock, 1_000),
      blocks: createBlockPool(),
      emit() {},
      reportError(error) {
        throw error;
      },
    },
  );
  const exited = session.exited.then(({ code }) => events.push({ t: now(), exit: code }));

  return {
    screen: async () => (await session.peek()).lines.join("\n"),
    type(keys) {
      session.type(keys);
      events.push({ t: now(), typed: true });
    },
    put: (keys) => void session.type(keys),
    mark(mark, state) {
      events.push({ t: now(), mark, state });
      process.stdout.write(`${(now() / 1_000).toFixed(1)} s ${mark}: ${state}\n`);
    },
    kill(signal) {
      if (session.report.exit === undefined) process.kill(session.pid, signal);
    },
    exited,
    lines() {
      const all = [...outputs(chunks), ...events, ...readHooks(join(root, "hooks"), startedAt)];
      return all.toSorted((a, b) => a.t - b.t);
    },
  };
}

/** As texts: characters that came in two reads are whole again. */
function outputs(chunks: readonly { readonly t: number; readonly bytes: Buffer }[]): RecordingLine[] {
  const decoder = new TextDecoder();
  const lines: { t: number; out: string }[] = [];
  for (const { t, bytes } of chunks) {
    const text = decoder.decode(bytes, { stream: true });
    const last = lines.at(-1);
    if (last !== undefined && t - last.t < JOIN_MS) last.out += text;
    else lines.push({ t, out: text });
  }
  return lines;
}

/** Stands where `drover` stands in a session: writes down what hooks tell, and answers nothing. */
export function writeHookRecorder(root: string): string {
  const folder = join(root, "hooks");
  mkdirSync(folder, { recursive: true });
  const file = join(root, "drover");
  const script = `#!/bin/sh
at=$(date +%s%N)
[ "$1" = signal ] || exit 0
{ printf '%s\\n' "$2"; if [ -n "$3" ]; then printf '%s' "$3"; else timeout 2 cat; fi; } > "${folder}/.$at.$$"
mv "${folder}/.$at.$$" "${folder}/$at.$$"
`;
  writeFileSync(file, script, { mode: 0o755 });
  return file;
}

function readHooks(folder: string, startedAt: number): RecordingLine[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") && statSync(join(folder, name)).isFile())
    .map((name) => {
      const [event = "", ...payload] = readFileSync(join(folder, name), "utf8").split("\n");
      const t = Math.round(Number(name.split(".")[0]) / 1e6) - startedAt;
      return { t, hook: event, payload: signalPayload(payload.join("\n")) };
    });
}

/** Resolves when the screen shows it, with the screen; throws after the time. */
export async function shows(terminal: RecordedTerminal, wanted: RegExp, ms: number): Promise<string> {
  for (let waited = 0; waited < ms; waited += 100) {
    const screen = await terminal.screen();
    if (wanted.test(screen)) return screen;
    await pause(100);
  }
  throw new Error(`The screen does not show ${String(wanted)} within ${ms / 1000} s:\n${await terminal.screen()}`);
}
