import { defineCommand } from "../command.ts";
import { neutraliseLines } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "prime",
  summary: "Print who you are, the rules of the house, your commands and your work.",
  details: "What every session begins with; printed again it helps after a long pause.",
  examples: [
    { line: "prime", why: "In a session: about yourself." },
    { line: "prime --agent otter", why: "What that agent was told." },
  ],
  args: {},
  options: { agent: { kind: "text", label: "AGENT", names: "agent", summary: "Another's." } },
  async run(context, _args, { agent }) {
    const primed = await context.call("hook.prime", { agent });
    if (!primed.ok) return primed;
    return context.print(primed.value, () => `${neutraliseLines(primed.value.text.trimEnd())}\n`);
  },
});
