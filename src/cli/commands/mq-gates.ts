import { defineCommand } from "../command.ts";
import { gateTable } from "../output/gate-output.ts";

export const command = defineCommand({
  name: "mq gates",
  summary: "Show how a project's gates do: how often red, how often flaky, how long they take.",
  details:
    "Of the runs whose output is kept. A flip is a gate that said another thing than just before of the same commit: it depends on more than the code.",
  examples: [{ line: "mq gates shop", why: "Which gate to look after." }],
  args: { project: { label: "PROJECT", names: "project" } },
  options: {},
  async run(context, { project }) {
    const shown = await context.call("mq.gates", { project });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => gateTable(shown.value.gates, context));
  },
});
