import { defineCommand } from "../command.ts";
import { integrationTable } from "../output/integrations.ts";

export const command = defineCommand({
  name: "integration list",
  summary: "List epics that gather on branches of their own, with how far they are.",
  examples: [{ line: "integration list --all", why: "Also those that have landed or were dropped." }],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    all: { kind: "flag", short: "a", summary: "Also those that have landed or were dropped." },
  },
  async run(context, _args, { project, all }) {
    const list = await context.call("integration.list", { project, all });
    if (!list.ok) return list;
    return context.print(list.value, () => integrationTable(list.value.integrations, context));
  },
});
