import { defineCommand } from "../command.ts";
import { integrationCard } from "../output/integrations.ts";

export const command = defineCommand({
  name: "integration create",
  summary: "Let an epic gather on a branch of its own, and land as one.",
  details:
    "The branch is made on the origin, on the newest target. Agents begin what is below the epic on it, and what they submit lands on it, gates and all; the target does not change until the branch lands.",
  examples: [
    { line: "integration create shop-e7k", why: "On the branch integration/shop-e7k; landed when you say so." },
    {
      line: "integration create shop-e7k --branch checkout --auto",
      why: "Lands by itself once all below it is closed.",
    },
  ],
  args: { epic: { label: "EPIC", names: "item" } },
  options: {
    branch: { kind: "text", label: "NAME", summary: "Name of the branch on the origin." },
    auto: { kind: "flag", summary: "Land it by itself once all below the epic is closed." },
  },
  async run(context, { epic }, { branch, auto }) {
    const made = await context.call("integration.create", { epic, branch, auto });
    if (!made.ok) return made;
    return context.print(made.value, () => integrationCard(made.value, context.style));
  },
});
