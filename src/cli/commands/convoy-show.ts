import { defineCommand } from "../command.ts";
import { convoyCard } from "../output/convoys.ts";
import { itemTable } from "../output/items.ts";

export const command = defineCommand({
  name: "convoy show",
  summary: "Show a convoy: progress, swarm, items, and what waits for what.",
  examples: [{ line: "convoy show cv-4t", why: "Any prefix of the id that fits one convoy will do." }],
  args: { convoy: { label: "CONVOY", names: "convoy" } },
  options: {},
  async run(context, { convoy }) {
    const shown = await context.call("convoy.show", { convoy });
    if (!shown.ok) return shown;
    return context.print(
      shown.value,
      () => `${convoyCard(shown.value.convoy, context.style)}\n${itemTable(shown.value.items, context)}`,
    );
  },
});
