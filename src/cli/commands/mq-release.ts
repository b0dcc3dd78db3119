import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "mq release",
  summary: "Let a held submission go on.",
  examples: [{ line: "mq release sub-7fk", why: "At the place that its priority and age give it." }],
  args: { submission: { label: "SUBMISSION", names: "submission" } },
  options: {},
  async run(context, { submission }) {
    const changed = await context.call("mq.release", { submission });
    if (!changed.ok) return changed;
    return context.print(changed.value, () => `${changed.value.id} goes on.\n`);
  },
});
