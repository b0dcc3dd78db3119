import { defineCommand } from "../command.ts";
import { commentList } from "../output/comments.ts";

export const command = defineCommand({
  name: "comment list",
  summary: "List what was said about an item, oldest first.",
  examples: [{ line: "comment list shop-x3f", why: "With the id of each, to change or remove it." }],
  args: { item: { label: "ITEM", names: "item" } },
  options: {},
  async run(context, { item }) {
    const found = await context.call("item.comment.list", { item });
    if (!found.ok) return found;
    return context.print(found.value, () => commentList(found.value.comments, context.style) || "No comments.\n");
  },
});
