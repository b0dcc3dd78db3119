import { defineCommand } from "../command.ts";
import { agentStatusCard, stateOf } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent status",
  summary: "Say what an agent, or each, is doing, and what each source says of it, with its age.",
  details:
    "With --json a shape made for programs: agent, status, evidence, source, reliability, since, until, contradiction, current_task, title, attempt, context_summary, context_used, context_size, last_active, session, signals; times are milliseconds since 1970. The same is kept in .drover/agents/<agent>/status.json of the workspace. Without AGENT all that have a session.",
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
      return context.print(statusOf(shown.value), () => agentStatusCard(shown.value, context));
    }
    const list = await context.call("agent.list", {});
    if (!list.ok) return list;
    const atWork = list.value.agents.filter((one) => one.session !== undefined);
    return context.print({ agents: atWork.map(statusOf) }, () =>
      atWork.length === 0 ? "No agent is at work.\n" : atWork.map((one) => agentStatusCard(one, context)).join("\n"),
    );
  },
});

function statusOf(agent: Parameters<typeof agentStatusCard>[0]) {
  const { status } = agent;
  return {
    agent: agent.path,
    status: stateOf(agent).text,
    evidence: status?.evidence,
    source: status?.source,
    reliability: status?.reliability,
    since: status?.since,
    until: status?.until,
    contradiction: status?.contradiction,
    current_task: agent.hook?.item,
    title: agent.itemTitle,
    attempt: agent.hook?.attempt,
    context_summary: status?.progress?.text ?? status?.title,
    context_used: status?.context?.used,
    context_size: status?.context?.size,
    last_active: status?.seenAt,
    session: agent.session?.id,
    signals: status?.signals,
  };
}
