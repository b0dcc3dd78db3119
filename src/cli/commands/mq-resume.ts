import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "mq resume",
  summary: "Let a project's merge queue go on.",
  examples: [{ line: "mq resume shop", why: "In the order it would have had." }],
  args: { project: { label: "PROJECT", names: "project" } },
  options: {},
  async run(context, { project }) {
    const changed = await context.call("mq.resume", { project });
    if (!changed.ok) return changed;
    const { paused } = changed.value;
    return context.print(changed.value, () =>
      paused
        ? `Nothing lands in ${project} yet: nobody holds its merge coordinator's role. See: drover role list\n`
        : `The merge queue of ${project} goes on.\n`,
    );
  },
});
