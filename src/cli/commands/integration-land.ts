import { defineCommand } from "../command.ts";
import { integrationCard } from "../output/integrations.ts";

export const command = defineCommand({
  name: "integration land",
  summary: "Land what an epic has gathered on the target, as one merge that passes the gates.",
  details: "It goes through the merge queue like any submission; the epic closes when it has landed.",
  examples: [
    { line: "integration land shop-e7k", why: "All below it has to be closed." },
    { line: "integration land shop-e7k --anyway", why: "What is there; the epic stays open and goes on gathering." },
  ],
  args: { epic: { label: "EPIC", names: "item" } },
  options: { anyway: { kind: "flag", summary: "Although not all below the epic is closed." } },
  async run(context, { epic }, { anyway }) {
    const landing = await context.call("integration.land", { epic, anyway });
    if (!landing.ok) return landing;
    return context.print(landing.value, () => integrationCard(landing.value, context.style));
  },
});
