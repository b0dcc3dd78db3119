import type { Preferences } from "../../shared/model/preferences.ts";

/** What quitting does to the agents; `cancel` does not quit. */
export type QuitChoice = "keep" | "hand-off" | "stop" | "cancel";

export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
  /** In the order of the buttons. */
  readonly choices: readonly { readonly label: string; readonly choice: QuitChoice }[];
  readonly defaultIndex: number;
  readonly cancelIndex: number;
  /** Label of the box that makes the answer the rule; where it is a question of this time alone, there is none. */
  readonly always?: string;
}

/** What to ask who quits again while agents hand off. */
export const HANDING_OFF: QuitQuestion = {
  message: "Agents are still handing off.",
  detail:
    "Drover quits when all have. If you stop now, what the others have is saved as it is, also what is not committed.",
  choices: [
    { label: "Wait for them", choice: "cancel" },
    { label: "Stop now", choice: "stop" },
  ],
  defaultIndex: 0,
  cancelIndex: 0,
};

/** What to ask before quitting; nothing while nobody is at work, or once the user said what always to do. */
export function quitQuestion(
  agentsAtWork: number,
  preferred: Preferences["app"]["quit"],
): QuitQuestion | Exclude<QuitChoice, "cancel"> {
  if (agentsAtWork === 0) return "keep";
  if (preferred !== "ask") return preferred;
  const who = agentsAtWork === 1 ? "One agent is" : `${agentsAtWork} agents are`;
  return {
    message: `${who} at work. What should become of them?`,
    detail:
      "Agents that you leave at work go on in the background. Nothing is merged and nobody is looked after until Drover runs again; then they are re-attached. Those that hand off come to a good point, leave a note to their successors and have everything saved, within two minutes. Agents that you stop go on where they were at the next start: what they have is kept in their worktrees.",
    choices: [
      { label: "Leave them at work", choice: "keep" },
      { label: "Hand off and stop", choice: "hand-off" },
      { label: "Stop them", choice: "stop" },
      { label: "Cancel", choice: "cancel" },
    ],
    defaultIndex: 0,
    cancelIndex: 3,
    always: "Do the same from now on (the settings can change it)",
  };
}
