import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "layout remove",
  summary: "Forget a layout of the window's panes.",
  examples: [{ line: "layout remove Morning", why: "Windows offer it no longer; what they show stays." }],
  args: { layout: { label: "LAYOUT", summary: "Its id or name." } },
  options: {},
  async run(context, { layout }) {
    const removed = await context.call("layout.remove", { layout });
    if (!removed.ok) return removed;
    return context.print(removed.value, () => `Removed ${context.style("cyan", removed.value.name)}\n`);
  },
});
