import { defineCommand } from "../command.ts";
import { integrationCard, integrationDetails } from "../output/integrations.ts";

export const command = defineCommand({
  name: "integration show",
  summary: "Show an epic's integration branch: what it has gathered, what is missing, and how it stands to the target.",
  examples: [{ line: "integration show shop-e7k", why: "Commits, files, and what is still open." }],
  args: { epic: { label: "EPIC", names: "item" } },
  options: {},
  async run(context, { epic }) {
    const shown = await context.call("integration.show", { epic });
    if (!shown.ok) return shown;
    const { integration, ...details } = shown.value;
    return context.print(
      shown.value,
      () => integrationCard(integration, context.style) + integrationDetails(details, context.style),
    );
  },
});
