import { defineCommand } from "../command.ts";
import { integrationCard } from "../output/integrations.ts";

export const command = defineCommand({
  name: "integration update",
  summary: "Bring an integration branch up to the target, by a merge that passes the gates.",
  details:
    "Drover does it by itself when the branch has been behind for half an hour, and a landing takes in the newest target in any case.",
  examples: [{ line: "integration update shop-e7k", why: "When work below the epic needs what has just landed." }],
  args: { epic: { label: "EPIC", names: "item" } },
  options: {},
  async run(context, { epic }) {
    const updated = await context.call("integration.update", { epic });
    if (!updated.ok) return updated;
    return context.print(updated.value, () => integrationCard(updated.value, context.style));
  },
});
