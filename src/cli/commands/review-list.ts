import { defineCommand } from "../command.ts";
import { waitingTable } from "../output/reviews.ts";

export const command = defineCommand({
  name: "review list",
  summary: "List what waits for a review.",
  details:
    "Where a project says that reviews are required, what is submitted lands only once it is approved. With --all also what could be looked at before it lands.",
  examples: [
    { line: "review list", why: "What lands only once somebody has approved it." },
    { line: "review list --all --project shop", why: "All that is on its way there." },
  ],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    all: { kind: "flag", short: "a", summary: "Also what needs none." },
  },
  async run(context, _args, { project, all }) {
    const list = await context.call("review.list", { project, all });
    if (!list.ok) return list;
    return context.print(list.value, () => waitingTable(list.value.waiting, context));
  },
});
