import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "mq hold",
  summary: "Keep a submission back until it is released.",
  examples: [{ line: "mq hold sub-7fk --reason 'after the release'", why: "A batch it is in goes on without it." }],
  args: { submission: { label: "SUBMISSION", names: "submission" } },
  options: {
    reason: { kind: "text", label: "TEXT", summary: "Why, for whoever looks at the queue." },
  },
  async run(context, { submission }, { reason }) {
    const changed = await context.call("mq.hold", { submission, reason });
    if (!changed.ok) return changed;
    return context.print(
      changed.value,
      () => `${changed.value.id} is held until: drover mq release ${changed.value.id}\n`,
    );
  },
});
