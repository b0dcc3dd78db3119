import { defineCommand } from "../command.ts";
import { batchLanes } from "../output/batches.ts";
import { neutralise } from "../output/neutralise.ts";
import type { Style } from "../output/style.ts";
import { submissionTable } from "../output/submissions.ts";

export const command = defineCommand({
  name: "mq list",
  summary: "List the merge queue: what waits, what is prepared and gated, what came back.",
  details:
    "In the order in which things will land. Below are the batches at work: who is in them, and the runs of gates in their lanes.",
  examples: [{ line: "mq list --project shop --all", why: "What has landed too." }],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    all: { kind: "flag", short: "a", summary: "Landed and superseded ones too." },
  },
  async run(context, _args, { project, all }) {
    const list = await context.call("mq.list", { project, all });
    if (!list.ok) return list;
    const { submissions, standings, batches, paused, troubles } = list.value;
    const by = (who: (typeof paused)[number]["by"]) => paused.filter((one) => one.by === who).map((one) => one.project);
    return context.print(list.value, () => {
      const note = (text: string, projects: readonly string[]) =>
        projects.length === 0 ? "" : context.style("yellow", `${text}: ${projects.join(", ")}\n`);
      return (
        note("Paused by hand, until drover mq resume", by("user")) +
        note("No landing begins, since everything is paused, until drover thaw", by("frozen")) +
        note("Nothing lands, since nobody holds the merge coordinator's role", by("role-off")) +
        troubles.map(({ project, message }) => troubleLine(context.style, project, message)).join("") +
        submissionTable(submissions, context, standings) +
        batchLanes(batches, context.style)
      );
    });
  },
});

function troubleLine(style: Style, project: string, message: string): string {
  return style("red", `${project} cannot go on, and is tried again: ${neutralise(message)}\n`);
}
