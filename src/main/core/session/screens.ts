import type { Session } from "../../../shared/model/agent.ts";
import type { RuntimeState } from "../../../shared/model/runtime-signal.ts";
import { type SessionState, isAtPrompt } from "../../../shared/model/session-signal.ts";
import type { Clock } from "../base/clock.ts";
import { findLimit } from "../base/limit-time.ts";
import { shareRuns } from "../base/share-runs.ts";
import { seeScreen } from "./intake.ts";
import type { LiveSessions } from "./live.ts";
import type { SessionHosts, SessionRuntimes } from "./ports.ts";
import type { Judgement } from "./judgement.ts";

export interface ScreensDeps {
  readonly clock: Clock;
  readonly hosts: Pick<SessionHosts, "peek">;
  readonly runtimes: Pick<SessionRuntimes, "get" | "stateOfScreen">;
  readonly live: LiveSessions;
  find(session: string): Session | undefined;
  report(error: unknown): void;
}

/** Looks at screens, which tell what titles and hooks do not, and costs little as long as it is done seldom. */
export interface Screens extends Disposable {
  /** Looks now and takes note of it; undefined when the screen says nothing, or cannot be seen. */
  look(session: Session): Promise<RuntimeState | undefined>;
  /** Something was seen of a session: looks when that leaves something open. */
  consider(session: string, judgement: Judgement): void;
}

/** Between two looks at a session that stands there, however often it redraws. */
const LOOK_STEP_MS = 3_000;
/** At one that is at work as far as its printing tells: it may print and ask. */
const BUSY_STEP_MS = 10_000;
/** Whoever works redraws a spinner several times a second: one that is said to work and stands still so long is looked at. */
const STILL_MS = 4_000;
/** After the beginning of a contradiction; the last is before it is given up. */
const DOUBT_LOOKS_MS = [0, 2_000, 5_000, 10_000, 20_000] as const;

interface Watched {
  /** Of the last look, and the output that it had behind it. */
  lookedAt: number;
  outputAt: number;
  timer: Disposable | undefined;
  /** Looks since the contradiction began. */
  doubtLooks: number;
}

interface Look {
  readonly ms: number;
  /** Only once it prints nothing; it waits for that. */
  readonly ifStill: boolean;
}

export function createScreens({ clock, hosts, runtimes, live, find, report }: ScreensDeps): Screens {
  const watched = new Map<string, Watched>();

  const lookOnce = shareRuns(async (id: string): Promise<RuntimeState | undefined> => {
    const session = find(id);
    const evidence = live.evidence(id);
    if (session === undefined || evidence === undefined) return undefined;
    const screen = await hosts.peek(id);
    if (!screen.ok) return undefined;
    const { text, outputAt } = screen.value;
    const state = runtimes.stateOfScreen(session.runtime, text);
    // A time of day on it is the next one after it was printed, not after it was looked at.
    const limit = state === "rate-limited" ? findLimit(text, Math.min(outputAt, clock.now())) : undefined;
    live.note(id, (known) =>
      seeScreen(known, { state, at: clock.now(), limitedUntil: limit?.until, limitLine: limit?.line }),
    );
    return state;
  });

  function of(id: string): Watched {
    let one = watched.get(id);
    if (one === undefined) watched.set(id, (one = { lookedAt: 0, outputAt: -1, timer: undefined, doubtLooks: 0 }));
    return one;
  }

  function lookLater(id: string, { ms, ifStill }: Look): void {
    const one = of(id);
    one.timer = clock.after(Math.max(0, ms), () => {
      one.timer = undefined;
      const outputAt = live.evidence(id)?.outputAt ?? 0;
      const stillAt = outputAt + STILL_MS;
      if (ifStill && clock.now() < stillAt) return lookLater(id, { ms: stillAt - clock.now(), ifStill });
      one.lookedAt = clock.now();
      one.outputAt = outputAt;
      lookOnce(id).catch(report);
    });
  }

  function forget(id: string): void {
    watched.get(id)?.timer?.[Symbol.dispose]();
    watched.delete(id);
  }

  /** The next look; undefined: none is needed. */
  function due(id: string, { state, source, contradiction }: Judgement, one: Watched): Look | undefined {
    const now = clock.now();
    if (contradiction !== undefined) {
      const next = DOUBT_LOOKS_MS[one.doubtLooks];
      const before = DOUBT_LOOKS_MS[one.doubtLooks - 1] ?? 0;
      one.doubtLooks += 1;
      return next === undefined ? undefined : { ms: next - before, ifStill: false };
    }
    one.doubtLooks = 0;
    const isNew = (live.evidence(id)?.outputAt ?? 0) !== one.outputAt;
    if (!isNew) return undefined;
    const stands = isAtPrompt(state) || STANDING.has(state);
    if (stands) return { ms: one.lookedAt + LOOK_STEP_MS - now, ifStill: false };
    if (state !== "working") return undefined;
    const isGuess = source === "output";
    return isGuess ? { ms: one.lookedAt + BUSY_STEP_MS - now, ifStill: false } : { ms: STILL_MS, ifStill: true };
  }

  return {
    look: (session) => lookOnce(session.id),
    consider(id, judgement) {
      const session = find(id);
      if (session === undefined || judgement.state === "exited" || judgement.state === "lost") return forget(id);
      if (runtimes.get(session.runtime)?.tellsByScreen !== true) return;
      const one = of(id);
      if (one.timer !== undefined) return;
      const next = due(id, judgement, one);
      if (next !== undefined) lookLater(id, next);
    },
    [Symbol.dispose]() {
      for (const id of [...watched.keys()]) forget(id);
    },
  };
}

const STANDING: ReadonlySet<SessionState> = new Set(["unknown", "waiting-for-permission", "rate-limited"]);
