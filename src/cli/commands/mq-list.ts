import { defineCommand } from "../command.ts";
import { submissionTable } from "../output/submissions.ts";

export const command = defineCommand({
  name: "mq list",
  summary: "List the merge queue: what waits, what is prepared and gated, what came back.",
  examples: [{ line: "mq list --project shop --all", why: "What has landed too." }],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    all: { kind: "flag", short: "a", summary: "Landed and superseded ones too." },
  },
  async run(context, _args, { project, all }) {
    const list = await context.call("mq.list", { project, all });
    if (!list.ok) return list;
    const { submissions, paused } = list.value;
    const causes = paused.map(({ project, by }) => `${project} (${by === "user" ? "by you" : "its role is off"})`);
    return context.print(list.value, () => {
      const note = paused.length === 0 ? "" : context.style("yellow", `Paused: ${causes.join(", ")}\n`);
      return note + submissionTable(submissions, context);
    });
  },
});
