import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent start",
  summary: "Start a session for an agent.",
  examples: [{ line: "agent start shop/crew/ada", why: "On its hook's work, or on nothing." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { agent }) {
    const shown = await context.call("agent.start", { agent });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => agentCard(shown.value, context.style));
  },
});
