import { defineCommand } from "../command.ts";
import { neutraliseLines } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "agent peek",
  summary: "Print what is on an agent's screen.",
  examples: [{ line: "agent peek otter", why: "Plain text; drover agent attach shows the living terminal." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { agent }) {
    const seen = await context.call("agent.peek", { agent });
    if (!seen.ok) return seen;
    return context.print(seen.value, () => `${neutraliseLines(seen.value.screen.trimEnd())}\n`);
  },
});
