import { defineCommand } from "../command.ts";
import { agentTable } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent list",
  summary: "List agents with their state and item.",
  examples: [
    { line: "agent list --project shop", why: "Those of one project." },
    { line: "agent list --all", why: "Decommissioned ones too." },
  ],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    all: { kind: "flag", short: "a", summary: "Decommissioned ones too." },
  },
  async run(context, _args, { project, all }) {
    const list = await context.call("agent.list", { project, all });
    if (!list.ok) return list;
    return context.print(list.value, () => agentTable(list.value.agents, context));
  },
});
