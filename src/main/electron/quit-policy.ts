/** What quitting does to the agents; `cancel` does not quit. */
export type QuitChoice = "keep" | "stop" | "cancel";

export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
  /** In the order of the buttons. */
  readonly choices: readonly { readonly label: string; readonly choice: QuitChoice }[];
  readonly defaultIndex: number;
  readonly cancelIndex: number;
}

/** What to ask before quitting; nothing while nobody is at work. */
export function quitQuestion(agentsAtWork: number): QuitQuestion | undefined {
  if (agentsAtWork === 0) return undefined;
  const who = agentsAtWork === 1 ? "One agent is" : `${agentsAtWork} agents are`;
  return {
    message: `${who} at work. What should become of them?`,
    detail:
      "Agents that you leave at work go on in the background. Nothing is merged and nobody is looked after until Drover runs again; then they are re-attached.",
    choices: [
      { label: "Leave them at work", choice: "keep" },
      { label: "Stop them", choice: "stop" },
      { label: "Cancel", choice: "cancel" },
    ],
    defaultIndex: 0,
    cancelIndex: 2,
  };
}
