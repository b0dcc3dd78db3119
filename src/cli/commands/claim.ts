import { defineCommand } from "../command.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "claim",
  summary: "Take an item; of any number of simultaneous claimants exactly one gets it.",
  examples: [{ line: "claim shop-x3f", why: "Take it, or be told who has it (exit code 4)." }],
  args: { item: { label: "ITEM", names: "item" } },
  options: {},
  async run(context, { item }) {
    const claimed = await context.call("item.claim", { item });
    if (!claimed.ok) return claimed;
    return context.print(claimed.value, () => itemLine("Claimed", claimed.value, context.style));
  },
});
