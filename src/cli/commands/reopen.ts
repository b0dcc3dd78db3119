import { defineCommand } from "../command.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "reopen",
  summary: "Open a closed item again.",
  examples: [{ line: 'reopen shop-x3f --reason "still fails on Windows"', why: "With the reason in its trail." }],
  args: { item: { label: "ITEM", names: "item" } },
  options: { reason: { kind: "text", label: "TEXT", short: "r", summary: "Why; kept in its trail." } },
  async run(context, { item }, { reason }) {
    const opened = await context.call("item.reopen", { item, reason });
    if (!opened.ok) return opened;
    return context.print(opened.value, () => itemLine("Reopened", opened.value, context.style));
  },
});
