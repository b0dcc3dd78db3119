import { defineCommand } from "../command.ts";
import { convoyCard } from "../output/convoys.ts";

export const command = defineCommand({
  name: "convoy add",
  summary: "Add items to a convoy; a closed one opens again.",
  examples: [{ line: "convoy add cv-4t shop-x3f shop-9ab", why: "Two more." }],
  args: {
    convoy: { label: "CONVOY", names: "convoy" },
    items: { label: "ITEM", names: "item", many: true },
  },
  options: {},
  async run(context, { convoy, items }) {
    const changed = await context.call("convoy.add", { convoy, items: [...items] });
    if (!changed.ok) return changed;
    return context.print(changed.value, () => convoyCard(changed.value, context.style));
  },
});
