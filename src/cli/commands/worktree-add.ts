import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";
import { renderFields } from "../output/table.ts";

export const command = defineCommand({
  name: "worktree add",
  summary: "Have a worktree in another project as well, for the same item.",
  details:
    "What you commit there goes to that project's merge queue with `drover done`, together with the rest. The item closes when all of it has landed.",
  examples: [
    { line: "worktree add web", why: "In a session: your item needs a change in the project web, too." },
    { line: "worktree add web --agent otter", why: "For an agent (the user may)." },
  ],
  args: { project: { label: "PROJECT", names: "project" } },
  options: { agent: { kind: "text", label: "AGENT", names: "agent", summary: "For that agent (the user may)." } },
  async run(context, { project }, { agent }) {
    const added = await context.call("hook.worktree.add", { project, agent });
    if (!added.ok) return added;
    const { worktree: at, item } = added.value;
    return context.print(added.value, () =>
      renderFields(
        [
          ["worktree", neutralise(at.worktree)],
          ["branch", at.branch],
          ["item", item],
          ["lands on", at.target],
          ["gates", at.gates.map(neutralise).join(", ")],
        ],
        context.style,
      ),
    );
  },
});
