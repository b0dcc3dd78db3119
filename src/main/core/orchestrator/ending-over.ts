import { USER } from "../../../shared/model/identity.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { ok } from "../../../shared/model/result.ts";
import { type Ending, type EndingDeps, createEnding } from "../ending/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { Sessions } from "../session/index.ts";

export interface EndingWiring extends Pick<EndingDeps, "clock" | "report"> {
  readonly store: Pick<RecordStore, "subscribe">;
  /** Built after it, since they ask it; used only once all is built. */
  readonly later: () => { readonly hooks: Hooks; readonly sessions: Sessions };
}

export type CoreEndings = Ending & {
  readonly handlers: SomeHandlers<"core.stop" | "core.ending">;
  /** Resolves when whoever holds the core should end it. */
  readonly requested: Promise<{ readonly agents: "keep" | "stop" }>;
};

/** Time that agents have to hand off unless told otherwise: enough for the end of a step and a note. */
const WITHIN_MS = 2 * 60_000;

/** The core's end over the real domains. */
export function endingOver({ store, later, clock, report }: EndingWiring): CoreEndings {
  const stop = Promise.withResolvers<{ readonly agents: "keep" | "stop" }>();
  /** In which round of its hook each session was when the end began. */
  const rounds = new Map<string, number>();
  const ending = createEnding({
    clock,
    report,
    subscribe: (listener) => store.subscribe(listener),
    atWork() {
      const { hooks, sessions } = later();
      return sessions.live().flatMap(({ session, status }) => {
        const { id, agent, round } = session;
        const hook = hooks.get(agent);
        if (hook?.state !== "active" || hook.round !== round) return [];
        rounds.set(id, round);
        return [{ agent, session: id, canHear: status.state !== "paused" }];
      });
    },
    standing(agent, session) {
      const { hooks, sessions } = later();
      const [hook, live] = [hooks.get(agent), sessions.liveOf(agent)];
      if (live?.id === session) return hook?.state === "active" && hook.round === live.round ? "at-work" : "parted";
      return hook?.state === "active" && hook.round === rounds.get(session) ? "lost" : "parted";
    },
    ask: (agent, text) => later().sessions.nudge(agent, text),
    handOff: (agent, note) => later().hooks.handOff(agent, { actor: USER, note }),
  });
  return Object.assign(ending, {
    requested: stop.promise,
    handlers: {
      "core.stop": async ({ agents, withinMs = WITHIN_MS }) => {
        if (agents !== "hand-off") {
          stop.resolve({ agents });
          return ok({ stopping: true });
        }
        const { agents: partings } = await ending.handOffAll(withinMs);
        stop.resolve({ agents: "stop" });
        return ok({ stopping: true, partings });
      },
      "core.ending": (_input, _caller, _after, signal) => ok(ending.watch(signal)),
    } satisfies CoreEndings["handlers"],
  });
}
