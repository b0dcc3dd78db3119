import { EXIT } from "../exit-codes.ts";
import { defineCommand } from "../command.ts";
import { neutraliseLines } from "../output/neutralise.ts";
import { gateResults } from "../output/gate-output.ts";

export const command = defineCommand({
  name: "verify",
  summary: "Run the gates on what you have committed, before you submit it.",
  details:
    "On exactly your commit, in a work tree of the merge queue, so it must be on top of the newest target. What is green lands at once when you submit it with `drover done`, unless the target has moved. The run goes on when this command is interrupted; asked again, it answers with the same run.",
  examples: [{ line: "verify", why: "After `git fetch origin` and `git rebase origin/main`." }],
  args: {},
  options: {
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "Verify an agent's work (the user may)." },
  },
  async run(context, _args, { agent }) {
    const done = await context.call("hook.verify", { agent });
    if (!done.ok) return done;
    const { verified, isGreen, next } = done.value;
    const { style } = context;
    return context.print(
      done.value,
      () => {
        const all = verified.map(({ project, commit, run, gates }) => {
          const where = `${project}  ${commit.slice(0, 10)}${run === undefined ? "" : `  ${style("cyan", run)}`}\n`;
          return where + (gates.length === 0 ? "  no gates\n" : gateResults(gates, style));
        });
        return `${all.join("\n")}\n${neutraliseLines(next)}\n`;
      },
      isGreen ? EXIT.ok : EXIT.failure,
    );
  },
});
