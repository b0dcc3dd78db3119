import { defineCommand } from "../command.ts";
import { convoyTable } from "../output/convoys.ts";

export const command = defineCommand({
  name: "convoy list",
  summary: "List convoys with their progress.",
  examples: [{ line: "convoy list --all", why: "Closed ones too." }],
  args: {},
  options: { all: { kind: "flag", short: "a", summary: "Closed ones too." } },
  async run(context, _args, { all }) {
    const list = await context.call("convoy.list", { all });
    if (!list.ok) return list;
    return context.print(list.value, () => convoyTable(list.value.convoys, context));
  },
});
