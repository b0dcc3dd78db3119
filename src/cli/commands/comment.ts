import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";

export const command = defineCommand({
  name: "comment",
  summary: "Say something about an item.",
  examples: [
    { line: 'comment shop-x3f "The cause is in the router."', why: "Kept with the item, for people and agents." },
    { line: "comment shop-x3f - < findings.md", why: "A long one." },
  ],
  args: { item: { label: "ITEM", names: "item" }, text: { label: "TEXT", summary: "- reads standard input." } },
  options: {},
  async run(context, { item, text }) {
    const read = longText(context.io, { option: "text", text });
    if (!read.ok) return read;
    const added = await context.call("item.comment.add", { item, text: read.value ?? "" });
    if (!added.ok) return added;
    return context.print(added.value, () => `Added ${context.style("cyan", added.value.id)}\n`);
  },
});
