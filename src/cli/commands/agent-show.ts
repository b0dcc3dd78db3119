import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent show",
  summary: "Show one agent: identity, hook, session, and its state with the evidence.",
  examples: [{ line: "agent show otter", why: "The last part of the path will do where it fits one agent." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { agent }) {
    const shown = await context.call("agent.show", { agent });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => agentCard(shown.value, context.style));
  },
});
