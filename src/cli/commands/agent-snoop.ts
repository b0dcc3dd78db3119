import type { Command } from "../command.ts";

/** `agent attach --watch` under the name of what it is for. */
export const command: Command = {
  name: "agent snoop",
  summary: "Watch an agent's terminal without taking it over: nothing is typed or resized.",
  examples: [{ line: "agent snoop otter", why: "q or Ctrl-C stops watching; the agent never knows." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { args }) {
    const { command: attach } = await import("./agent-attach.ts");
    return attach.run(context, { args, options: { watch: true } });
  },
};
