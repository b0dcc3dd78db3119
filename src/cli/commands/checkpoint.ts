import { defineCommand } from "../command.ts";
import { neutraliseLines } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "checkpoint",
  summary: "Save everything in your worktree, also what is not committed, and go on working.",
  details: "Files and index stay as they are. drover salvage list shows it.",
  examples: [
    { line: "checkpoint", why: "Before something that might go wrong." },
    { line: 'checkpoint "Parser done, before the rewrite"', why: "With a word on where you are." },
  ],
  args: { note: { label: "NOTE", optional: true } },
  options: { agent: { kind: "text", label: "AGENT", names: "agent", summary: "Of that agent (the user may)." } },
  async run(context, { note }, { agent }) {
    const saved = await context.call("hook.checkpoint", { note, agent });
    if (!saved.ok) return saved;
    const { salvage, next } = saved.value;
    return context.print(saved.value, () => {
      const what = salvage === undefined ? "" : `${context.style("cyan", salvage)}\n`;
      return `${what}${neutraliseLines(next)}\n`;
    });
  },
});
