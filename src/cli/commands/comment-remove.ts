import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "comment remove",
  summary: "Remove a comment of one's own; the user may remove any.",
  examples: [{ line: "comment remove shop-x3f~k2v90a", why: "Its text stays in the trail." }],
  args: { comment: { label: "COMMENT" } },
  options: {},
  async run(context, { comment }) {
    const removed = await context.call("item.comment.remove", { comment });
    if (!removed.ok) return removed;
    return context.print(removed.value, () => `Removed ${context.style("cyan", removed.value.id)}\n`);
  },
});
