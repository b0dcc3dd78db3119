import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "worktree remove",
  summary: "Give a worktree in another project back; everything in it is saved first.",
  details:
    "Worktrees go by themselves when the item has landed. Work that has not landed stays unless you say --discard.",
  examples: [
    { line: "worktree remove web", why: "It turned out that nothing is to be done there." },
    { line: "worktree remove web --discard", why: "With work in it; drover salvage brings it back." },
  ],
  args: { project: { label: "PROJECT", names: "project" } },
  options: {
    discard: { kind: "flag", summary: "Also with commits and changes that have not landed." },
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "Of that agent (the user may)." },
  },
  async run(context, { project }, { discard, agent }) {
    const removed = await context.call("hook.worktree.remove", { project, discard, agent });
    if (!removed.ok) return removed;
    const { salvage } = removed.value;
    return context.print(removed.value, () => {
      const kept =
        salvage === undefined ? "" : `, with all that was in it as salvage ${context.style("cyan", salvage)}`;
      return `Given back${kept}.\n`;
    });
  },
});
