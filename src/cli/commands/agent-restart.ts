import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent restart",
  summary: "Replace an agent's session by a fresh one on the same hook.",
  examples: [{ line: "agent restart otter", why: "What is in its worktree stays." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { agent }) {
    const shown = await context.call("agent.restart", { agent });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => agentCard(shown.value, context.style));
  },
});
