import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Session, SessionStatus } from "../../../../shared/model/agent.ts";
import { workerPath } from "../../../../shared/model/identity.ts";
import { ok } from "../../../../shared/model/result.ts";
import type { PtyEvent } from "../../../../shared/wire/pty-host-protocol.ts";
import { createOutputScanner } from "../../../pty-host/output-scanner.ts";
import { createPulse } from "../../../pty-host/pulse.ts";
import { createScreen, readScreen } from "../../../pty-host/screen.ts";
import { createSessionSignals } from "../../../pty-host/session-signals.ts";
import { ManualClock } from "../../base/clock.ts";
import type { PtyHostsEvent } from "../../platform/pty/pty-hosts.ts";
import type { SessionIndex } from "../board.ts";
import { seeTold } from "../intake.ts";
import { LiveSessions } from "../live.ts";
import { createObserver } from "../observer.ts";
import type { SessionRuntimes } from "../ports.ts";
import { createScreens } from "../screens.ts";
import { unpackRecording } from "./pack-recording.ts";
import { type RecordingHead, type RecordingLine, recordingHead } from "./recording.ts";

export interface Recording {
  readonly head: RecordingHead;
  readonly lines: readonly RecordingLine[];
}

/** All recordings of real agent CLIs. */
export async function readRecordings(): Promise<readonly Recording[]> {
  const folder = path.join(import.meta.dirname, "recordings");
  const clis = await readdir(folder);
  const files = await Promise.all(
    clis.map(async (cli) => (await readdir(path.join(folder, cli))).map((name) => path.join(folder, cli, name))),
  );
  return Promise.all(
    files.flat().map(async (file) => {
      const [head = "", ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
      return {
        head: recordingHead.parse(JSON.parse(head)),
        lines: unpackRecording(lines.map((line): unknown => JSON.parse(line))),
      };
    }),
  );
}

/** What was made of the session at a mark of the recording. */
export interface Seen {
  readonly mark: string;
  readonly expected: string;
  readonly status: SessionStatus;
  readonly screen: string;
}

/** Time goes on in steps no longer than what timers of the parts wait for. */
const STEP_MS = 250;
const SESSION = "ses-1";

/**
 * Plays a recording to everything that reads a session, from the PTY host's scanner to what is made of it, by a clock that
 * goes as fast as it can. `told`: each status on the way.
 */
export async function replay(
  { head, lines }: Recording,
  runtimes: SessionRuntimes,
  told: (status: SessionStatus) => void = () => {},
): Promise<readonly Seen[]> {
  const clock = new ManualClock();
  const startedAt = clock.now();
  const session: Session = {
    id: SESSION,
    agent: workerPath("shop", "otter"),
    runtime: head.cli,
    round: 1,
    host: "host-1",
    startedAt,
  };
  const index: SessionIndex = {
    get: () => session,
    liveOf: () => session,
    endedOf: () => [],
    live: () => [session],
  };
  const screen = createScreen({ cols: head.cols, rows: head.rows, scrollback: 100, reply() {} });
  const drawn = () => new Promise<void>((resolve) => screen.write(new Uint8Array(), resolve));
  const looks = new Set<Promise<unknown>>();
  let last: SessionStatus | undefined;
  using live = new LiveSessions({
    clock,
    tell(status) {
      last = status;
      told(status);
    },
    judged(id, judgement) {
      screens.consider(id, judgement);
    },
  });
  const screens = createScreens({
    clock,
    runtimes,
    live,
    find: () => session,
    report(error) {
      throw error;
    },
    hosts: {
      peek() {
        const look = drawn().then(() => {
          const { lines: rows, cursor } = readScreen(screen.terminal);
          const { title, outputAt } = signals;
          const seen = { cols: head.cols, rows: head.rows, lines: rows, cursor, title, outputAt };
          return ok({ ...seen, text: rows.join("\n") });
        });
        looks.add(look);
        return look.finally(() => looks.delete(look));
      },
    },
  });
  const observer = createObserver({ clock, index, live, runtimes, work: { of: () => undefined }, restore() {} });
  const pulse = createPulse(clock, 1_000);
  const signals = createSessionSignals({
    session: SESSION,
    clock,
    pulse,
    emit(event) {
      const seen = hostsEvent(event);
      if (seen !== undefined) observer.saw(session, seen);
    },
  });
  const scanner = createOutputScanner({
    title: signals.titled,
    notification: signals.notified,
    bell: signals.rang,
    query() {},
    colorQuery() {},
  });

  /** Goes on to that time, with every timer and look on the way. */
  async function goOn(t: number): Promise<void> {
    for (let now = clock.now(); now < startedAt + t; now = clock.now()) {
      clock.advance(Math.min(STEP_MS, startedAt + t - now));
      do {
        await Promise.all(looks);
        await setImmediate();
      } while (looks.size > 0);
    }
  }

  live.begin(session);
  const seen: Seen[] = [];
  for (const line of lines) {
    await goOn(line.t);
    const at = clock.now();
    if ("out" in line) {
      const bytes = Buffer.from(line.out);
      scanner.scan(bytes);
      screen.write(bytes, () => {});
      signals.wrote(bytes.length);
    } else if ("hook" in line) {
      const signal = runtimes.readHook(head.cli, line.hook, line.payload);
      const worded = { ...signal, detail: signal.detail ?? `its hook ${line.hook}` };
      live.note(SESSION, (evidence) => seeTold(evidence, "hook", { signal: worded, at }));
    } else if ("typed" in line) signals.typed(false);
    else if ("exit" in line) live.end(SESSION, { at, lost: false, code: line.exit });
    else {
      const status = live.statusOf(SESSION) ?? last;
      await drawn();
      const shown = readScreen(screen.terminal).lines.join("\n");
      if (status !== undefined) seen.push({ mark: line.mark, expected: line.state, status, screen: shown });
    }
  }
  screens[Symbol.dispose]();
  pulse.dispose();
  screen.dispose();
  return seen;
}

/** As the core hears of it. */
function hostsEvent(event: PtyEvent): PtyHostsEvent | undefined {
  const { session, at } = event;
  switch (event.type) {
    case "title":
    case "notification":
      return event;
    case "activity":
      return { type: "output", session, at, bytes: event.bytes };
    case "user-input":
      return { type: "typed", session, at };
    default:
      return undefined;
  }
}
