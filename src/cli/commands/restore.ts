import { defineCommand } from "../command.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "restore",
  summary: "Bring a deleted item back as it was.",
  examples: [{ line: "restore shop-x3f", why: "By its whole id: what is deleted is not looked for by its beginning." }],
  args: { item: { label: "ID" } },
  options: {},
  async run(context, { item }) {
    const restored = await context.call("item.restore", { item });
    if (!restored.ok) return restored;
    return context.print(restored.value, () => itemLine("Restored", restored.value, context.style));
  },
});
