import { defineCommand } from "../command.ts";
import { convoyCard } from "../output/convoys.ts";

export const command = defineCommand({
  name: "convoy close",
  summary: "Close a convoy by hand; its open items stay open.",
  examples: [{ line: "convoy close cv-4t", why: "Usually it closes by itself, when all has landed." }],
  args: {
    convoy: { label: "CONVOY", names: "convoy" },
  },
  options: {},
  async run(context, { convoy }) {
    const changed = await context.call("convoy.close", { convoy });
    if (!changed.ok) return changed;
    return context.print(changed.value, () => convoyCard(changed.value, context.style));
  },
});
