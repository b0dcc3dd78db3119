import { defineCommand } from "../command.ts";
import { integrationCard } from "../output/integrations.ts";

export const command = defineCommand({
  name: "integration drop",
  summary: "Gather no more: what is done below the epic lands on the target again.",
  details:
    "The branch is removed from the origin. Its commits stay in the project's vault under refs/drover/integrations/EPIC. Of a branch that has landed it only tidies up.",
  examples: [
    { line: "integration drop shop-e7k", why: "Refused while the target lacks something of it." },
    { line: "integration drop shop-e7k --discard", why: "All the same; the commits are kept." },
  ],
  args: { epic: { label: "EPIC", names: "item" } },
  options: { discard: { kind: "flag", summary: "Although the target lacks what it has gathered." } },
  async run(context, { epic }, { discard }) {
    const dropped = await context.call("integration.drop", { epic, discard });
    if (!dropped.ok) return dropped;
    return context.print(dropped.value, () => integrationCard(dropped.value, context.style));
  },
});
