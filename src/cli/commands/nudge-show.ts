import { defineCommand } from "../command.ts";
import { nudgeCard } from "../output/nudges.ts";

export const command = defineCommand({
  name: "nudge show",
  summary: "Show one nudge: how far it got, when, and by which ways it was tried.",
  examples: [{ line: "nudge show ndg-4k2x9a", why: "The id is what `drover nudge` printed." }],
  args: { nudge: { label: "NUDGE" } },
  options: {},
  async run(context, { nudge }) {
    const shown = await context.call("nudge.show", { nudge });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => nudgeCard(shown.value, context.style));
  },
});
