import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent takeover",
  summary: "Take an agent's terminal into your own hands: Drover types nothing into it until you hand it back.",
  details:
    "Typing into its terminal holds Drover back for as long as you type; this holds it back until `drover agent handback`. The agent goes on.",
  examples: [{ line: 'agent takeover otter --reason "debugging with it"', why: "The reason is shown to everybody." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: { reason: { kind: "text", label: "TEXT", short: "r", summary: "Why." } },
  async run(context, { agent }, { reason }) {
    const shown = await context.call("agent.takeover", { agent, reason });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => agentCard(shown.value, context.style));
  },
});
