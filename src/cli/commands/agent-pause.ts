import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent pause",
  summary: "Freeze all processes of an agent's session; it goes on where it stood.",
  examples: [{ line: "agent pause otter", why: "Nothing is lost, also when Drover is restarted meanwhile." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { agent }) {
    const shown = await context.call("agent.pause", { agent });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => agentCard(shown.value, context.style));
  },
});
