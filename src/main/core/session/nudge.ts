import type { Session, SessionState } from "../../../shared/model/agent.ts";
import type { Clock } from "../base/clock.ts";
import { plainLine } from "../base/plain-text.ts";
import type { LiveSessions } from "./live.ts";
import type { SessionHosts, SessionRuntimes } from "./ports.ts";

export interface NudgeOutcome {
  readonly delivered: boolean;
  /** Why not, in words. */
  readonly reason?: string;
  /** It was typed, and nothing came of it. */
  readonly ignored?: true;
}

export interface NudgerDeps {
  readonly clock: Clock;
  readonly hosts: SessionHosts;
  readonly runtimes: SessionRuntimes;
  readonly live: LiveSessions;
}

export interface Nudger {
  /** Types a line into the terminal and sees whether anything came of it. Never throws for a terminal that is gone. */
  nudge(session: Session, text: string): Promise<NudgeOutcome>;
  /** Looks at the screen for a question and takes note of it. True when there is one. */
  lookForQuestion(session: Session): Promise<boolean>;
}

/** A program that printed that lately is in the middle of something. */
const QUIET_MS = 1_500;
/** So long a reaction to Enter is waited for before Enter is pressed once more. */
const REACTION_MS = 3_000;
/** One short line: agent CLIs wrap long pastes in tags, and expand words with an @. */
const MAX_NUDGE_CHARS = 500;

const WHY_NOT: Partial<Record<SessionState, string>> = {
  working: "it is in the middle of a turn",
  "waiting-for-permission": "it waits for an answer to a question, which is the user's to give",
  "user-typing": "the user is typing into it",
  "rate-limited": "it waits for its vendor's limit to end",
  paused: "it is paused",
  starting: "it is still starting",
};

export function createNudger({ clock, hosts, runtimes, live }: NudgerDeps): Nudger {
  async function lookForQuestion({ id, runtime }: Session): Promise<boolean> {
    const screen = await hosts.peek(id);
    if (!screen.ok) return false;
    const asks = runtimes.stateOfScreen(runtime, screen.value.text) === "waiting-for-permission";
    if (asks) live.note(id, { question: { at: clock.now() } });
    else live.forget(id, "question");
    return asks;
  }

  /** Whether the program printed, changed its title or called since then. */
  function reacted(session: string, since: number): boolean {
    const seen = live.evidence(session);
    return Math.max(seen?.outputAt ?? 0, seen?.contactAt ?? 0, seen?.title?.at ?? 0) >= since;
  }

  return {
    lookForQuestion,
    async nudge(session, text) {
      const { id } = session;
      const runtime = runtimes.get(session.runtime);
      if (runtime?.takesNudges !== true) return not("its runtime takes no typed messages");
      const state = live.statusOf(id)?.state;
      const evidence = live.evidence(id);
      if (state === undefined || evidence === undefined) return not("its session is not running");
      // Output alone is a weak sign of a turn: what matters is whether it is printing right now.
      const byTitle = runtime.tellsByTitle || state !== "working";
      const obstacle = byTitle ? WHY_NOT[state] : undefined;
      if (obstacle !== undefined) return not(obstacle);
      if (clock.now() - (evidence.outputAt ?? 0) < QUIET_MS) return not("it is printing");
      if (await lookForQuestion(session)) return not(WHY_NOT["waiting-for-permission"] ?? "");

      const since = clock.now();
      if (!(await hosts.paste(id, plainLine(text, MAX_NUDGE_CHARS), runtime.submitDelayMs))) {
        return not("its terminal takes no input");
      }
      if (reacted(id, since) || (await reaction(id, since))) return { delivered: true };
      await hosts.paste(id, "", 0);
      if (await reaction(id, since)) return { delivered: true };
      return { ...not("nothing came of it"), ignored: true };
    },
  };

  async function reaction(session: string, since: number): Promise<boolean> {
    const step = REACTION_MS / 6;
    for (let waited = 0; waited < REACTION_MS; waited += step) {
      await new Promise<void>((resolve) => {
        clock.after(step, resolve);
      });
      if (reacted(session, since)) return true;
    }
    return false;
  }
}

function not(reason: string): NudgeOutcome {
  return { delivered: false, reason };
}
