import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "mq pause",
  summary: "Land nothing more in a project until resumed.",
  examples: [{ line: "mq pause shop", why: "What is submitted waits." }],
  args: { project: { label: "PROJECT", names: "project" } },
  options: {},
  async run(context, { project }) {
    const changed = await context.call("mq.pause", { project });
    if (!changed.ok) return changed;
    return context.print(
      changed.value,
      () => `The merge queue of ${project} lands nothing until: drover mq resume ${project}\n`,
    );
  },
});
