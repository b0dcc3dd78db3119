import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "group remove",
  summary: "Forget a group of agents. The agents stay.",
  examples: [{ line: "group remove front", why: "By its name or id." }],
  args: { group: { label: "GROUP", summary: "Its name or id." } },
  options: {},
  async run(context, { group }) {
    const removed = await context.call("group.remove", { group });
    if (!removed.ok) return removed;
    return context.print(removed.value, () => `Removed ${context.style("cyan", neutralise(removed.value.name))}\n`);
  },
});
