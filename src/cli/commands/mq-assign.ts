import { defineCommand } from "../command.ts";
import { submissionCard } from "../output/submissions.ts";

export const command = defineCommand({
  name: "mq assign",
  summary: "Give a submission's conflict to a fresh resolver, or back to its author.",
  examples: [{ line: "mq assign sub-7fk resolver", why: "Another agent tries, whatever was tried before." }],
  args: {
    submission: { label: "SUBMISSION", names: "submission" },
    to: { label: "TO", choices: ["resolver", "author"] },
  },
  options: {},
  async run(context, { submission, to }) {
    const given = await context.call("mq.assignConflict", { submission, to });
    if (!given.ok) return given;
    return context.print(given.value, () => submissionCard(given.value, context.style));
  },
});
