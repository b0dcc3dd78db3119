import type { Command } from "../command.ts";

const { command: nudge } = await import("./nudge.ts");

/** `drover nudge`, where one looks for what can be done with an agent. */
export const command: Command = {
  ...nudge,
  name: "agent nudge",
  examples: nudge.examples.map((example) => ({ ...example, line: `agent ${example.line}` })),
};
