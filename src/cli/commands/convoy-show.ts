import { defineCommand } from "../command.ts";
import { outlookFields, outlookText } from "../output/convoy-outlook.ts";
import { convoyCard } from "../output/convoys.ts";
import { itemTable } from "../output/items.ts";

export const command = defineCommand({
  name: "convoy show",
  summary: "Show a convoy: progress, when it will be done, swarm, items, what waits for what, and what it costs.",
  details:
    "When it will be done is worked out from how long finished items like its own took, from how many are worked on at once, and from what waits for what; what that rests on is said with it. While nothing like it was finished it is unknown.",
  examples: [
    { line: "convoy show cv-4t", why: "Any prefix of the id that fits one convoy will do." },
    { line: "convoy show cv-4t --json", why: "With its forecast, critical path and cost as `outlook`." },
  ],
  args: { convoy: { label: "CONVOY", names: "convoy" } },
  options: {},
  async run(context, { convoy }) {
    const shown = await context.call("convoy.show", { convoy });
    if (!shown.ok) return shown;
    const outlook = await context.call("convoy.outlook", { convoy: shown.value.convoy.id });
    if (!outlook.ok) return outlook;
    return context.print({ ...shown.value, outlook: outlook.value }, () =>
      [
        convoyCard(shown.value.convoy, context.style, outlookFields(outlook.value)) +
          outlookText(outlook.value, context.style),
        itemTable(shown.value.items, context),
      ].join("\n"),
    );
  },
});
