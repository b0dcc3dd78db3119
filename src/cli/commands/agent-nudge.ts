import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "agent nudge",
  summary: "Type a short message into an agent's terminal, once it can take input.",
  examples: [
    { line: "agent nudge otter", why: "Make it look at its hook." },
    { line: 'agent nudge otter "The API moved to v2, see docs/api.md"', why: "Tell it something." },
  ],
  args: { agent: { label: "AGENT", names: "agent" }, text: { label: "TEXT", optional: true } },
  options: {},
  async run(context, { agent, text }) {
    const nudged = await context.call("agent.nudge", { agent, text });
    if (!nudged.ok) return nudged;
    const { delivered, reason } = nudged.value;
    return context.print(nudged.value, () =>
      delivered
        ? `${agent} was nudged.\n`
        : `${agent} was not nudged: ${neutralise(reason ?? "it takes no input now")}\n`,
    );
  },
});
