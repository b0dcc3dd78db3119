import { defineCommand } from "../command.ts";
import { convoyCard } from "../output/convoys.ts";

export const command = defineCommand({
  name: "convoy remove",
  summary: "Take items out of a convoy; the items stay.",
  examples: [{ line: "convoy remove cv-4t shop-x3f", why: "It is worked on no longer for this convoy." }],
  args: {
    convoy: { label: "CONVOY", names: "convoy" },
    items: { label: "ITEM", names: "item", many: true },
  },
  options: {},
  async run(context, { convoy, items }) {
    const changed = await context.call("convoy.remove", { convoy, items: [...items] });
    if (!changed.ok) return changed;
    return context.print(changed.value, () => convoyCard(changed.value, context.style));
  },
});
