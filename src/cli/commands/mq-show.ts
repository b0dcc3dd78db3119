import { defineCommand } from "../command.ts";
import { batchCard } from "../output/batches.ts";
import { neutralise } from "../output/neutralise.ts";
import { submissionCard } from "../output/submissions.ts";

export const command = defineCommand({
  name: "mq show",
  summary: "Show a submission with its gates, batches, commits and files.",
  examples: [{ line: "mq show sub-7fk", why: "Also why it came back." }],
  args: { submission: { label: "SUBMISSION", names: "submission" } },
  options: {},
  async run(context, { submission }) {
    const shown = await context.call("mq.show", { submission });
    if (!shown.ok) return shown;
    const { style } = context;
    return context.print(shown.value, () => {
      const commits = shown.value.commits.map(
        ({ id, subject, author }) =>
          `${style("yellow", id.slice(0, 10))}  ${neutralise(subject)}  ${style("dim", neutralise(author))}\n`,
      );
      const files = shown.value.files.map((file) => `${neutralise(file)}\n`);
      return (
        submissionCard(shown.value.submission, style) +
        titled(
          style("bold", "Batches"),
          shown.value.batches.map((one) => batchCard(one, style)),
        ) +
        titled(style("bold", "Commits"), commits) +
        titled(style("bold", "Files"), files)
      );
    });
  },
});

function titled(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `\n${title}\n${lines.join("")}`;
}
