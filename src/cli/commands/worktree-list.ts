import { defineCommand } from "../command.ts";
import { renderTable } from "../output/table.ts";
import { worktreeInWords } from "../output/worktrees.ts";

export const command = defineCommand({
  name: "worktree list",
  summary: "List the worktrees of your hook: its own and those in other projects.",
  examples: [
    { line: "worktree list", why: "In a session: where your work is, and what became of it." },
    { line: "worktree list otter", why: "Another's." },
  ],
  args: { agent: { label: "AGENT", names: "agent", optional: true } },
  options: {},
  async run(context, { agent }) {
    const listed = await context.call("hook.worktree.list", { agent });
    if (!listed.ok) return listed;
    const { worktrees } = listed.value;
    return context.print(listed.value, () =>
      worktrees.length === 0
        ? `${listed.value.agent} has no worktree.\n`
        : renderTable(
            worktrees,
            [
              { title: "PROJECT", text: (one) => one.project, tone: () => "cyan" },
              { title: "STATE", text: (one) => worktreeInWords(one) },
              { title: "BRANCH", text: (one) => one.branch },
              { title: "LANDS ON", text: (one) => one.target ?? "" },
              { title: "WORKTREE", text: (one) => one.worktree, tone: () => "dim", flexible: true },
            ],
            { style: context.style, columns: context.io.columns },
          ),
    );
  },
});
