import type { QueueSettings } from "./queue-settings.ts";

/** What each setting does, and what it costs, for people who choose. */
export const QUEUE_SETTING_WORDS: Readonly<
  Record<keyof QueueSettings, { readonly title: string; readonly cost: string }>
> = {
  batch: {
    title: "Submissions gated together",
    cost: "More land with one run of the gates. A red batch is split until the culprit is found, which costs runs: 1 gates each by itself.",
  },
  parallel: {
    title: "Batches gated at the same time",
    cost: "Less waiting, for that many builds at once on this machine. What was built on a batch that turns red is built again: 1 never does.",
  },
  retries: {
    title: "Repeats of red gates",
    cost: "A flaky test sends nobody back. Each red commit costs that many more runs before it is believed.",
  },
  resolverAttempts: {
    title: "Times an agent resolves a conflict",
    cost: "Each costs the tokens of an agent that reads both sides. 0 asks the author at once.",
  },
  authorAttempts: {
    title: "Times the author redoes a conflict",
    cost: "Each costs the author's tokens and time. After that you are asked; 0 asks you at once.",
  },
  checkTarget: {
    title: "Ask the target before an author is blamed",
    cost: "The red gate runs on the target itself. Off, authors get back what the target was already red with.",
  },
  review: {
    title: "Approval before gating",
    cost: "Nothing lands that nobody has approved, and everything waits for somebody who does.",
  },
  preVerified: {
    title: "Land at once what its author had verified",
    cost: "Saves a run of the gates when Drover itself ran them on that commit and the target has not moved since.",
  },
  earlyWarning: {
    title: "Warn of collisions while agents work",
    cost: "A moment of git at each commit, no tokens, and a word to the agents when two branches begin to conflict.",
  },
  sign: {
    title: "Sign commits that Drover writes",
    cost: "With your own key and git's settings. A key that asks for a passphrase at that moment makes landings wait.",
  },
  merge: {
    title: "Who merges a green pull request",
    cost: "When green, Drover merges it once it is on the newest target; by people, it waits until somebody has merged it.",
  },
};
