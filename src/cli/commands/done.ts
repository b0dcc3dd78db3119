import { defineCommand } from "../command.ts";
import { neutraliseLines } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "done",
  summary: "Submit your branch to the merge queue.",
  details:
    "Everything must be committed, in all your worktrees: what is in one in another project is submitted there. Your item closes when the work has landed; if it comes back you are told why.",
  examples: [
    { line: "done", why: "After the last commit." },
    {
      line: 'done --no-change "The cause is in the upstream library, see notes"',
      why: "For work that needs no commit.",
    },
  ],
  args: {},
  options: {
    "no-change": { kind: "text", label: "TEXT", summary: "What came out of work that needs no commit." },
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "Submit for an agent (the user may)." },
  },
  async run(context, _args, options) {
    const done = await context.call("hook.done", { noChange: options["no-change"], agent: options.agent });
    if (!done.ok) return done;
    const { item, submissions, next } = done.value;
    const { style } = context;
    return context.print(done.value, () => {
      const what = submissions.length === 0 ? "Done:" : `Submitted as ${style("cyan", submissions.join(", "))}:`;
      return `${what} ${style("cyan", item)}\n${neutraliseLines(next)}\n`;
    });
  },
});
