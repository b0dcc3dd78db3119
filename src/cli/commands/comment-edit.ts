import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";

export const command = defineCommand({
  name: "comment edit",
  summary: "Change a comment of one's own; the user may change any.",
  examples: [
    { line: 'comment edit shop-x3f~k2v90a "It was the cache."', why: "What it said before stays in the trail." },
  ],
  args: { comment: { label: "COMMENT" }, text: { label: "TEXT", summary: "- reads standard input." } },
  options: {},
  async run(context, { comment, text }) {
    const read = longText(context.io, { option: "text", text });
    if (!read.ok) return read;
    const edited = await context.call("item.comment.edit", { comment, text: read.value ?? "" });
    if (!edited.ok) return edited;
    return context.print(edited.value, () => `Changed ${context.style("cyan", edited.value.id)}\n`);
  },
});
