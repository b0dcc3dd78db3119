import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";
import { flagsOfAgent } from "../output/conflict-flags.ts";

export const command = defineCommand({
  name: "agent show",
  summary:
    "Show one agent: identity, hook, session, its state with the evidence, and what its branches would conflict with.",
  examples: [{ line: "agent show otter", why: "The last part of the path will do where it fits one agent." }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { agent }) {
    const shown = await context.call("agent.show", { agent });
    if (!shown.ok) return shown;
    const list = await context.call("conflict.list", { agent: shown.value.path });
    if (!list.ok) return list;
    const { flags } = list.value;
    return context.print({ ...shown.value, conflicts: flags }, () => {
      return agentCard(shown.value, context.style) + flagsOfAgent(flags, shown.value.path, context.style);
    });
  },
});
