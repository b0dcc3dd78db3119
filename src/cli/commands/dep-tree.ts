import { defineCommand } from "../command.ts";
import { itemTree } from "../output/tree.ts";

export const command = defineCommand({
  name: "dep tree",
  summary: "Show what an item waits for, and what that waits for in turn.",
  examples: [{ line: "dep tree shop-x3f", why: "An item met twice is drawn once and referred to." }],
  args: { item: { label: "ITEM", names: "item" } },
  options: {},
  async run(context, { item }) {
    const tree = await context.call("item.dep.tree", { item });
    if (!tree.ok) return tree;
    return context.print(tree.value, () => itemTree(tree.value, context));
  },
});
