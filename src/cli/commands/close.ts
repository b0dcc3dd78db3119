import { defineCommand } from "../command.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "close",
  summary: "Close items without a landing.",
  details: "Work with commits is submitted by drover done, and its item closes when it has landed.",
  examples: [
    { line: 'close shop-x3f shop-9ab --reason "no longer wanted"', why: "Several at once." },
    { line: 'close shop-x3f --failed --reason "not possible"', why: "What waits for a failure can begin." },
  ],
  args: { items: { label: "ITEM", names: "item", many: true } },
  options: {
    reason: { kind: "text", label: "TEXT", short: "r", summary: "Why; kept with them." },
    failed: { kind: "flag", summary: "It failed, rather than being done." },
    as: {
      kind: "text",
      label: "STATUS",
      names: "status",
      summary: "A status of the ledger's own that stands for closed.",
    },
  },
  async run(context, { items }, { reason, failed, as }) {
    const outcome = failed ? "failed" : undefined;
    const closed = await context.call("item.close", { items: [...items], reason, outcome, as });
    if (!closed.ok) return closed;
    return context.print(closed.value, () =>
      closed.value.items.map((item) => itemLine("Closed", item, context.style)).join(""),
    );
  },
});
