import { defineCommand } from "../command.ts";
import { memoryText } from "../output/memory.ts";

export const command = defineCommand({
  name: "memory",
  summary: "Show what an agent has learned and offers its successors.",
  examples: [
    { line: "memory", why: "In a session: your own." },
    { line: "memory otter", why: "Another's." },
  ],
  args: { agent: { label: "AGENT", names: "agent", optional: true } },
  options: {},
  async run(context, { agent }) {
    const shown = await context.call("memory.show", { agent });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => memoryText(shown.value, context.style));
  },
});
