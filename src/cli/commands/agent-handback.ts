import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent handback",
  summary: "Hand a terminal that you took over back to Drover.",
  examples: [
    { line: "agent handback otter", why: "What waited for it is handed over now." },
    { line: 'agent handback otter --note "The test passes now, go on"', why: "With a word to the agent." },
  ],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: { note: { kind: "text", label: "TEXT", summary: "Told to the agent." } },
  async run(context, { agent }, { note }) {
    const shown = await context.call("agent.handback", { agent, note });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => agentCard(shown.value, context.style));
  },
});
