import { type QuitChoice, type QuitQuestion, quitQuestion } from "./quit-policy.ts";

export interface QuitDeps {
  /** Agents that our own core looks after, as it says now; 0 where another core does, which goes on. Must not reject. */
  agentsAtWork(): Promise<number>;
  ask(question: QuitQuestion): Promise<QuitChoice>;
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
  let mode: "running" | "asking" | "ending" = "running";

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
      if (mode !== "running") return;
      mode = "asking";
      const question = quitQuestion(await deps.agentsAtWork());
      // A signal may have come while the core was asked, or while the question stood there.
      if (isEnding()) return;
      const choice = question === undefined ? "keep" : await deps.ask(question);
      if (isEnding()) return;
      mode = "running";
      if (choice !== "cancel") await endNow(choice);
    },
  };

  function isEnding(): boolean {
    return mode === "ending";
  }
}
