import { defineCommand } from "../command.ts";
import { readyTable } from "../output/items.ts";

export const command = defineCommand({
  name: "ready",
  summary: "List what could be started now, the most useful first.",
  details:
    "Ready is: open, unblocked, not deferred, nobody's. The order is priority, then how much it unblocks, then age.",
  examples: [
    { line: "ready", why: "The next ten." },
    { line: "ready --project shop --limit 1 --json", why: "What an agent should take next." },
  ],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    limit: { kind: "number", label: "N", min: 1, max: 10_000, short: "n", summary: "At most so many; 10 unless told." },
  },
  async run(context, _args, { project, limit = 10 }) {
    const page = await context.call("item.ready", { project, limit });
    if (!page.ok) return page;
    return context.print(page.value, () => readyTable(page.value.items, context, page.value.total));
  },
});
