import type { Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Clock } from "../base/clock.ts";
import { plainLine } from "../base/plain-text.ts";
import type { FoundSession, PtyHostsEvent } from "../platform/pty/pty-hosts.ts";
import type { SessionIndex } from "./board.ts";
import type { LiveSessions } from "./live.ts";
import type { SessionRuntimes, SessionWork } from "./ports.ts";
import { seeTitle, seeTold } from "./intake.ts";

export interface ObserverDeps {
  readonly clock: Clock;
  readonly index: SessionIndex;
  readonly live: LiveSessions;
  readonly runtimes: SessionRuntimes;
  readonly work: Pick<SessionWork, "of">;
  /** What was known of it before this core began. */
  restore(session: Session, report: FoundSession["report"]): void;
}

/** Turns what happens in terminals and to hooks into evidence on live sessions. */
export interface Observer {
  /** A session lives; `report` is what its host saw of it while no core was there. */
  begin(session: Session, report?: FoundSession["report"]): void;
  saw(session: Session, event: PtyHostsEvent): void;
  /** Whether the work of the agent's live session is over counts as evidence on it. */
  sawHook(agent: IdentityPath): void;
}

export function createObserver({ clock, index, live, runtimes, work, restore }: ObserverDeps): Observer {
  function sawTitle({ id, runtime }: Session, text: string, at: number): void {
    live.note(id, (evidence) => seeTitle(evidence, text, { state: runtimes.stateOfTitle(runtime, text), at }));
  }

  function remember(session: Session, { title, outputAt, userInputAt, paused }: FoundSession["report"]): void {
    if (title !== "") sawTitle(session, title, outputAt);
    live.note(session.id, {
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
      if (report !== undefined) {
        remember(session, report);
        restore(session, report);
      }
      sawHook(session.agent);
    },
    saw(session, event) {
      const { at } = event;
      switch (event.type) {
        case "title":
          return sawTitle(session, event.title, at);
        case "output":
          return live.note(session.id, { outputAt: at });
        case "typed":
          return live.note(session.id, { typedAt: at });
        case "paused":
          if (event.paused) live.note(session.id, { pausedAt: at });
          else {
            live.forget(session.id, "pausedAt");
            live.note(session.id, { resumedAt: at });
          }
          return;
        case "notification": {
          const text = event.title === "" ? event.body : `${event.title}: ${event.body}`;
          const state = runtimes.stateOfNotification(session.runtime, text);
          const signal = { ...(state === undefined ? {} : { state }), detail: `notified “${plainLine(text, 150)}”` };
          return live.note(session.id, (evidence) => seeTold(evidence, "notification", { signal, at }));
        }
        default:
        // Bells, modes and sizes say nothing about what it does.
      }
    },
    sawHook,
  };
}
