import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "report",
  summary: "Say how far you are, so that nobody has to ask.",
  examples: [{ line: 'report "parser done, tests next"', why: "At the end of a step." }],
  args: { text: { label: "TEXT", optional: true, summary: "The same as --progress." } },
  options: {
    progress: { kind: "text", label: "TEXT", summary: "How far you are." },
    item: { kind: "text", label: "ITEM", names: "item", summary: "On which; else what is on your hook." },
  },
  async run(context, { text }, { progress = text, item }) {
    const reported = await context.call("hook.report", { progress, item });
    if (!reported.ok) return reported;
    return context.print(reported.value, () => "Noted.\n");
  },
});
