import { defineCommand } from "../command.ts";
import { itemCard, itemTable } from "../output/items.ts";
import { neutralise, neutraliseLines } from "../output/neutralise.ts";
import { renderFields } from "../output/table.ts";
import { secondWorktreeField } from "../output/worktrees.ts";

export const command = defineCommand({
  name: "hook",
  summary: "Show what is on your hook.",
  examples: [
    { line: "hook", why: "In a session: your item, branch, gates, and why it came back if it did." },
    { line: "hook otter", why: "Another's." },
  ],
  args: { agent: { label: "AGENT", names: "agent", optional: true } },
  options: {},
  async run(context, { agent }) {
    const shown = await context.call("hook.show", { agent });
    if (!shown.ok) return shown;
    const { style } = context;
    return context.print(shown.value, () => {
      const { hook, item, target, gates, queue } = shown.value;
      if (hook === undefined || item === undefined) return `Nothing is on the hook of ${shown.value.agent}.\n`;
      const back =
        hook.sentBack === undefined
          ? ""
          : `\n${style("yellow", "Your submission came back")}\n${neutraliseLines(hook.sentBack)}\n`;
      const next = queue.length === 0 ? "" : `\n${style("bold", "Next")}\n${itemTable(queue, context)}`;
      return (
        itemCard(item, style) +
        "\n" +
        renderFields(
          [
            ["agent", shown.value.agent],
            ["hook", `${hook.state}, attempt ${hook.attempt}`],
            ["worktree", neutralise(hook.worktree)],
            ["branch", hook.branch],
            ...hook.also.map(secondWorktreeField),
            ["lands on", target],
            ["gates", gates.map(neutralise).join("\n       ")],
          ],
          style,
        ) +
        back +
        next
      );
    });
  },
});
