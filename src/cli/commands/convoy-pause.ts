import { defineCommand } from "../command.ts";
import { convoyCard } from "../output/convoys.ts";

export const command = defineCommand({
  name: "convoy pause",
  summary: "Put no more items of a convoy on agents; those at work go on.",
  examples: [{ line: "convoy pause cv-4t", why: "Until convoy start." }],
  args: {
    convoy: { label: "CONVOY", names: "convoy" },
  },
  options: {},
  async run(context, { convoy }) {
    const changed = await context.call("convoy.pause", { convoy });
    if (!changed.ok) return changed;
    return context.print(changed.value, () => convoyCard(changed.value, context.style));
  },
});
