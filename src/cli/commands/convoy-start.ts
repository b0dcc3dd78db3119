import { defineCommand } from "../command.ts";
import { convoyCard } from "../output/convoys.ts";

export const command = defineCommand({
  name: "convoy start",
  summary: "Put a convoy's ready items on agents, and the others as they become ready.",
  examples: [{ line: "convoy start cv-4t", why: "Until everything has landed." }],
  args: {
    convoy: { label: "CONVOY", names: "convoy" },
  },
  options: {},
  async run(context, { convoy }) {
    const changed = await context.call("convoy.start", { convoy });
    if (!changed.ok) return changed;
    return context.print(changed.value, () => convoyCard(changed.value, context.style));
  },
});
