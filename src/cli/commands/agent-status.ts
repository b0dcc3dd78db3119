import { defineCommand } from "../command.ts";
import { agentCard, stateOf } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent status",
  summary: "Say what an agent, or each, is doing, in a shape made for programs.",
  details:
    "With --json: agent, status, evidence, current_task, title, attempt, last_active (milliseconds since 1970), session. Without AGENT all that have a session.",
  examples: [
    { line: "agent status otter --json", why: "For a status line of your own." },
    { line: "agent status", why: "Everybody at work." },
  ],
  args: { agent: { label: "AGENT", names: "agent", optional: true } },
  options: {},
  async run(context, { agent }) {
    if (agent !== undefined) {
      const shown = await context.call("agent.show", { agent });
      if (!shown.ok) return shown;
      return context.print(statusOf(shown.value), () => agentCard(shown.value, context.style));
    }
    const list = await context.call("agent.list", {});
    if (!list.ok) return list;
    const atWork = list.value.agents.filter((one) => one.session !== undefined);
    return context.print({ agents: atWork.map(statusOf) }, () =>
      atWork.length === 0 ? "No agent is at work.\n" : atWork.map((one) => agentCard(one, context.style)).join("\n"),
    );
  },
});

function statusOf(agent: Parameters<typeof agentCard>[0]) {
  return {
    agent: agent.path,
    status: stateOf(agent).text,
    evidence: agent.status?.evidence,
    current_task: agent.hook?.item,
    title: agent.itemTitle,
    attempt: agent.hook?.attempt,
    last_active: agent.status?.seenAt,
    session: agent.session?.id,
  };
}
