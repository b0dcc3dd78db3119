import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "filter remove",
  summary: "Forget a saved filter of one's own; the user may forget any.",
  examples: [{ line: "filter remove urgent", why: "It is no longer listed." }],
  args: { name: { label: "NAME" } },
  options: {},
  async run(context, { name }) {
    const removed = await context.call("filter.remove", { name });
    if (!removed.ok) return removed;
    return context.print(removed.value, () => `Removed ${context.style("cyan", name)}\n`);
  },
});
