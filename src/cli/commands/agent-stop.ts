import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent stop",
  summary: "End an agent's session, gently then hard.",
  examples: [{ line: "agent stop otter", why: "Worktree and hook stay; it is not restarted until started again." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { agent }) {
    const shown = await context.call("agent.stop", { agent });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => agentCard(shown.value, context.style));
  },
});
