import { defineCommand } from "../command.ts";
import { pastTime } from "../past-time.ts";
import { salvageTable } from "../output/salvages.ts";

export const command = defineCommand({
  name: "salvage list",
  summary: "List what was saved of worktrees, newest first.",
  details:
    "Before a worktree is given back, reset or handed over, everything in it is kept: commits, staged, changed and untracked files, conflicts, stashes, what is under way. Nothing of it goes away until you drop it.",
  examples: [
    { line: "salvage list", why: "Of all agents." },
    { line: "salvage list --agent otter --since yesterday", why: "What lay in one's worktrees." },
  ],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "Of that agent alone." },
    item: { kind: "text", label: "ITEM", names: "item", summary: "Of work on that item alone, by its whole id." },
    since: { kind: "text", label: "WHEN", summary: "Not before: 2h ago, yesterday 14:00." },
    until: { kind: "text", label: "WHEN", summary: "Not after." },
    limit: { kind: "number", label: "N", min: 1, max: 1000, short: "n", summary: "At most so many; 50 unless told." },
  },
  async run(context, _args, { project, agent, item, since, until, limit = 50 }) {
    const [from, to] = [pastTime(since), pastTime(until)];
    if (!from.ok) return from;
    if (!to.ok) return to;
    const wanted = { project, agent, item, since: from.value, until: to.value, limit };
    const listed = await context.call("salvage.list", wanted);
    if (!listed.ok) return listed;
    const { salvages, total } = listed.value;
    const { style, io } = context;
    return context.print(listed.value, () => {
      if (salvages.length === 0) return "Nothing had to be saved.\n";
      const more = total > salvages.length ? style("dim", `… and ${total - salvages.length} more\n`) : "";
      return salvageTable(salvages, { style, columns: io.columns }) + more;
    });
  },
});
