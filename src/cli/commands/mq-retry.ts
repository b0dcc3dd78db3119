import { defineCommand } from "../command.ts";
import { submissionCard } from "../output/submissions.ts";

export const command = defineCommand({
  name: "mq retry",
  summary: "Put a submission that came back or waits in the queue again.",
  examples: [{ line: "mq retry sub-7fk", why: "After a gate failed for a reason of its own." }],
  args: { submission: { label: "SUBMISSION", names: "submission" } },
  options: {},
  async run(context, { submission }) {
    const queued = await context.call("mq.retry", { submission });
    if (!queued.ok) return queued;
    return context.print(queued.value, () => submissionCard(queued.value, context.style));
  },
});
