import type { Hook } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Result } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";

export interface ContextReliefDeps {
  readonly clock: Clock;
  report(error: unknown): void;
  hookOf(agent: IdentityPath): Hook | undefined;
  /** The agent's live session, and whether it stands at its prompt: between two turns. */
  sessionOf(agent: IdentityPath): { readonly id: string; readonly isBetweenTurns: boolean } | undefined;
  /** Tells the agent, by whatever way its runtime has. */
  ask(agent: IdentityPath, text: string): Promise<unknown>;
  /** Saves everything and replaces the session. */
  handOff(agent: IdentityPath, note: string): Promise<Result<unknown>>;
  /** Time an agent has to write its note and hand off by itself, in ms. */
  patienceMs(): number;
}

/**
 * An agent whose context is nearly full is asked to hand off. When it has not done so within a while, Drover does it between
 * two turns, with a note that says so: whoever comes next has worktree, commits and memory.
 *
 * A session is asked (when it is told full, with work on its hook) → handed off by itself, ended, or over because its work was
 * handed in or its context was emptied; else, once patience is over → handed off at the first moment between two turns.
 */
export interface ContextRelief extends Disposable {
  nearlyFull(agent: IdentityPath, session: string, share: number): void;
}

/** How soon it is looked at again whether a turn has ended. */
const LOOK_MS = 3_000;

const ASK =
  'Your context is nearly full. Finish the step you are in, then hand off: `drover handoff "…"` with what is done, what is ' +
  "left, and what you would want to know in place of the next. What will matter later goes into `drover memory note`. " +
  "Everything in the worktree is saved with it, also what is not committed.";

export function createContextRelief(deps: ContextReliefDeps): ContextRelief {
  const { clock, report } = deps;
  /** Sessions that were asked, with what looks at them next. */
  const timers = new Map<string, Disposable>();

  /** The hook's round that the session was asked in is over with any hand-off. */
  function isDue(agent: IdentityPath, session: string, round: number): boolean {
    const hook = deps.hookOf(agent);
    return hook?.state === "active" && hook.round === round && deps.sessionOf(agent)?.id === session;
  }

  function look(agent: IdentityPath, session: string, told: { readonly round: number; readonly share: number }): void {
    if (!isDue(agent, session, told.round)) return void timers.delete(session);
    if (deps.sessionOf(agent)?.isBetweenTurns !== true) {
      timers.set(
        session,
        clock.after(LOOK_MS, () => look(agent, session, told)),
      );
      return;
    }
    timers.delete(session);
    const note = `Its context was ${told.share} % full, and it did not hand off when asked. Look at \`git status\` and \`git log\`.`;
    deps.handOff(agent, note).then((done) => {
      if (!done.ok) report(new Error(`${agent} could not be handed off: ${done.error.message}`, { cause: done.error }));
    }, report);
  }

  return {
    nearlyFull(agent, session, share) {
      const hook = deps.hookOf(agent);
      if (hook?.state !== "active" || timers.has(session)) return;
      const told = { round: hook.round, share };
      timers.set(
        session,
        clock.after(deps.patienceMs(), () => look(agent, session, told)),
      );
      deps.ask(agent, ASK).catch(report);
    },
    [Symbol.dispose]() {
      for (const timer of timers.values()) timer[Symbol.dispose]();
      timers.clear();
    },
  };
}
