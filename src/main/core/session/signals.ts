import { fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Session } from "../../../shared/model/agent.ts";
import type { RuntimeSignal } from "../../../shared/model/runtime-signal.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { identifySession } from "./decide.ts";
import type { ToldSource } from "./evidence.ts";
import { seeTold } from "./intake.ts";
import type { LiveSessions } from "./live.ts";
import type { MessageChannel } from "./nudging.ts";
import type { SessionDeps, SessionRuntimes } from "./ports.ts";

/** Something that was told of a live session by its hooks, its transcript, or a channel of its vendor. */
export interface Told {
  readonly session: Session;
  readonly source: ToldSource;
  readonly signal: RuntimeSignal;
  readonly at: number;
  /** The hook's own name for it. */
  readonly event?: string;
}

export interface Signals {
  /** Takes in what was told; nothing for a session that is not live. */
  hear(session: string, source: ToldSource, signal: RuntimeSignal): void;
  /** Called for each, after it was taken in. Must not throw. */
  listen(listener: (told: Told) => void): Disposable;
  readonly handlers: SomeHandlers<"session.signal">;
}

export interface SignalsDeps extends Pick<SessionDeps, "clock" | "store" | "report"> {
  readonly runtimes: Pick<SessionRuntimes, "readHook" | "answerHook">;
  readonly table: RecordTable<Session>;
  readonly live: LiveSessions;
  readonly channel: MessageChannel;
}

export function createSignals(deps: SignalsDeps): Signals {
  const { clock, store, runtimes, table, live, channel } = deps;
  const listeners = new Set<(told: Told) => void>();

  function take(told: Told): void {
    const { session, source, signal, at } = told;
    live.note(session.id, (evidence) => seeTold(evidence, source, { signal, at }));
    for (const listener of listeners) listener(told);
    const { runtimeSession } = signal;
    if (runtimeSession === undefined || runtimeSession === session.runtimeSession) return;
    store
      .commit(() =>
        ok({
          events: identifySession(table.get(session.id), runtimeSession, session.agent),
          result: () => undefined,
        }),
      )
      .catch(deps.report);
  }

  const find = (id: string | undefined) => {
    const session = id === undefined ? undefined : table.get(id);
    return session?.endedAt === undefined ? session : undefined;
  };

  return {
    hear(id, source, signal) {
      const session = find(id);
      if (session !== undefined) take({ session, source, signal, at: clock.now() });
    },
    listen(listener) {
      listeners.add(listener);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
    handlers: {
      "session.signal": async ({ event, payload, at }, caller) => {
        const session = find(caller.session);
        if (session === undefined) {
          return fail("not-a-session", "Only a session that runs can tell what its hooks were called for.", {
            remedy: "Hooks of an agent's session call this by themselves.",
          });
        }
        const now = clock.now();
        const when = Math.min(now, Math.max(at ?? now, session.startedAt));
        const signal = runtimes.readHook(session.runtime, event, payload);
        const { detail = `its hook ${event}` } = signal;
        take({ session, source: "hook", signal: { ...signal, detail }, at: when, event });
        const carry = (text: string) => runtimes.answerHook(session.runtime, event, text);
        // The hook of a late call waits for no answer any more.
        const print = at === undefined ? await channel.takePending(session, event, carry) : undefined;
        channel.signalled(session, signal, when);
        return ok(print === undefined ? {} : { print });
      },
    },
  };
}
