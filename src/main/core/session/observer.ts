import type { Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Clock } from "../base/clock.ts";
import type { FoundSession, PtyHostsEvent } from "../platform/pty/pty-hosts.ts";
import type { SessionIndex } from "./board.ts";
import type { LiveSessions } from "./live.ts";
import type { SessionRuntimes, SessionWork } from "./ports.ts";
import type { Evidence } from "./status.ts";

export interface ObserverDeps {
  readonly clock: Clock;
  readonly index: SessionIndex;
  readonly live: LiveSessions;
  readonly runtimes: SessionRuntimes;
  readonly work: SessionWork;
}

/** Turns what happens in terminals and to hooks into evidence on live sessions. */
export interface Observer {
  /** A session lives; `report` is what its host saw of it while no core was there. */
  begin(session: Session, report?: FoundSession["report"]): void;
  saw(session: Session, event: PtyHostsEvent): void;
  /** Whether the work of the agent's live session is over counts as evidence on it. */
  sawHook(agent: IdentityPath): void;
}

export function createObserver({ clock, index, live, runtimes, work }: ObserverDeps): Observer {
  function readTitle({ runtime }: Session, text: string, at: number): Pick<Evidence, "title" | "busyAt"> {
    const state = runtimes.stateOfTitle(runtime, text);
    return { title: { text, state, at }, ...(state === "working" ? { busyAt: at } : {}) };
  }

  function remember(session: Session, { title, outputAt, userInputAt, paused }: FoundSession["report"]): void {
    live.note(session.id, {
      ...(title === "" ? {} : readTitle(session, title, outputAt)),
      ...(outputAt === 0 ? {} : { outputAt }),
      ...(userInputAt === 0 ? {} : { typedAt: userInputAt }),
      ...(paused ? { pausedAt: outputAt } : {}),
    });
  }

  function sawHook(agent: IdentityPath): void {
    const session = index.liveOf(agent);
    const hook = work.of(agent);
    if (session === undefined || session.round === 0 || hook === undefined) return;
    const isOver = hook.state === "completed" || hook.state === "archived";
    if (!isOver) live.forget(session.id, "finishedAt");
    else if (live.evidence(session.id)?.finishedAt === undefined) live.note(session.id, { finishedAt: clock.now() });
  }

  return {
    begin(session, report) {
      live.begin(session);
      if (report !== undefined) remember(session, report);
      sawHook(session.agent);
    },
    saw(session, event) {
      const { at } = event;
      switch (event.type) {
        case "title":
          return live.note(session.id, readTitle(session, event.title, at));
        case "output":
          return live.note(session.id, { outputAt: at });
        case "typed":
          return live.note(session.id, { typedAt: at });
        case "paused":
          if (event.paused) live.note(session.id, { pausedAt: at });
          else live.forget(session.id, "pausedAt");
          return;
        default:
        // Bells, notifications, modes and sizes say nothing about what it does.
      }
    },
    sawHook,
  };
}
