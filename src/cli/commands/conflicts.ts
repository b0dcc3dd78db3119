import { defineCommand } from "../command.ts";
import { flagList } from "../output/conflict-flags.ts";

export const command = defineCommand({
  name: "conflicts",
  summary:
    "List branches that would conflict with one another, or with what has landed, while their agents still work.",
  details:
    "Active branches are merged on trial whenever one of them gets a commit; no work tree is touched, and nothing is held back. Both agents are told once, and again only of other files. What conflicts in the merge queue is shown by `drover mq show`.",
  examples: [
    { line: "conflicts", why: "In all projects." },
    { line: "conflicts --agent otter", why: "Of one agent's branches." },
    { line: "conflicts --all", why: "Also those that went away within the last week, and why." },
  ],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    item: { kind: "text", label: "ITEM", names: "item", summary: "Of the work on that item alone." },
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "Of that agent's work alone." },
    all: { kind: "flag", short: "a", summary: "Also those that went away within the last week." },
  },
  async run(context, _args, { project, item, agent, all }) {
    const list = await context.call("conflict.list", { project, item, agent, all });
    if (!list.ok) return list;
    const { flags } = list.value;
    return context.print(list.value, () => (flags.length === 0 ? "No branches collide.\n" : flagList(flags, context)));
  },
});
