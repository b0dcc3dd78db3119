import type { Preferences } from "../../shared/model/preferences.ts";
import { HANDING_OFF, type QuitChoice, type QuitQuestion, quitQuestion } from "./quit-policy.ts";

export interface QuitAnswer {
  readonly choice: QuitChoice;
  /** The user does not want to be asked again. */
  readonly always: boolean;
}

export interface QuitDeps {
  /** Agents that our own core looks after, as it says now; 0 where another core does, which goes on. Must not reject. */
  agentsAtWork(): Promise<number>;
  /** What the user said before of all such questions. */
  preferred(): Preferences["app"]["quit"];
  ask(question: QuitQuestion): Promise<QuitAnswer>;
  /** Keeps the answer for the next time. Must not reject. */
  remember(choice: Exclude<QuitChoice, "cancel">): Promise<unknown>;
  /** Has agents hand off, within their usual time or at once; resolves when all have. Must not reject. */
  handOff(when: "in-time" | "now"): Promise<unknown>;
  /** Ends everything; resolves when the process may go. */
  end(agents: "keep" | "stop"): Promise<void>;
  leave(): void;
}

/**
 * How the app comes to its end, once.
 *
 * - `running`: nobody has asked. Closing the window hides it.
 * - `asking`: the core is asked who is at work, or the question is on the screen; asking again does nothing. Back to
 *   `running` by `cancel`.
 * - `handing-off`: agents come to a good point first, which the window shows; asking again offers not to wait for them.
 * - `ending`: the core is being ended; nothing leads back.
 */
export interface QuitFlow {
  readonly isEnding: boolean;
  /** The user wants to quit: asks if agents would be affected. */
  request(): Promise<void>;
  /** Somebody decided already: `drover stop`, a signal, the system shutting down. */
  endNow(agents: "keep" | "stop"): Promise<void>;
}

export function createQuitFlow(deps: QuitDeps): QuitFlow {
  let mode: "running" | "asking" | "handing-off" | "ending" = "running";

  let isHurrying = false;

  async function endNow(agents: "keep" | "stop"): Promise<void> {
    if (mode === "ending") return;
    mode = "ending";
    try {
      await deps.end(agents);
    } finally {
      deps.leave();
    }
  }

  return {
    get isEnding() {
      return mode === "ending";
    },
    endNow,
    async request() {
      if (mode === "handing-off") return hurry();
      if (mode !== "running") return;
      mode = "asking";
      const question = quitQuestion(await deps.agentsAtWork(), deps.preferred());
      // A signal may have come while the core was asked, or while the question stood there.
      if (isEnding()) return;
      const answer = typeof question === "string" ? { choice: question, always: false } : await deps.ask(question);
      if (isEnding()) return;
      const { choice, always } = answer;
      if (choice !== "cancel" && always) await deps.remember(choice);
      if (isEnding()) return;
      mode = choice === "hand-off" ? "handing-off" : "running";
      if (choice === "hand-off") {
        await deps.handOff("in-time");
        await endNow("stop");
      } else if (choice !== "cancel") await endNow(choice);
    },
  };

  async function hurry(): Promise<void> {
    if (isHurrying) return;
    isHurrying = true;
    const { choice } = await deps.ask(HANDING_OFF);
    isHurrying = false;
    if (choice === "stop" && !isEnding()) await deps.handOff("now");
  }

  function isEnding(): boolean {
    return mode === "ending";
  }
}
