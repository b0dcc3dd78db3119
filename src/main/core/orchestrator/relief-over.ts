import { type IdentityPath, projectOf, recoveryMonitorPath, USER } from "../../../shared/model/identity.ts";
import { isAtPrompt } from "../../../shared/model/session-signal.ts";
import { type ContextReliefDeps, type Hooks, createContextRelief } from "../hook/index.ts";
import type { Sessions } from "../session/index.ts";
import type { Settings } from "../../../shared/model/settings.ts";

export interface ReliefDeps extends Pick<ContextReliefDeps, "clock" | "report"> {
  readonly hooks: Hooks;
  readonly sessions: Sessions;
  readonly settings: Settings;
}

/** Hands off agents whose sessions tell that their context is nearly full. */
export function startContextRelief({ hooks, sessions, settings, clock, report }: ReliefDeps): Disposable {
  const by = (agent: IdentityPath) => {
    const project = projectOf(agent);
    return project === undefined ? USER : recoveryMonitorPath(project);
  };
  const relief = createContextRelief({
    clock,
    report,
    hookOf: (agent) => hooks.get(agent),
    sessionOf(agent) {
      const session = sessions.liveOf(agent);
      const state = sessions.statusOf(agent)?.state;
      return session && { id: session.id, isBetweenTurns: state !== undefined && isAtPrompt(state) };
    },
    ask: (agent, text) => sessions.nudge(agent, text),
    handOff: (agent, note) => hooks.handOff(agent, { actor: by(agent), note }),
    patienceMs: () => settings.handOffAfterSeconds * 1000,
  });
  const listening = sessions.onNearlyFull((session, { used, size }) => {
    if (size !== undefined) relief.nearlyFull(session.agent, session.id, Math.round((used / size) * 100));
  });
  return {
    [Symbol.dispose]() {
      listening[Symbol.dispose]();
      relief[Symbol.dispose]();
    },
  };
}
