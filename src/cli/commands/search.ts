import { defineCommand } from "../command.ts";
import { itemTable } from "../output/items.ts";

export const command = defineCommand({
  name: "search",
  summary: "Find items by words, best match first.",
  details: "Looks in id, title, description, notes and labels; closed items are found too.",
  examples: [
    { line: "search login redirect", why: "Items with both words." },
    { line: "search cache --project shop", why: "In one project." },
  ],
  args: { words: { label: "WORD", many: true } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    limit: { kind: "number", label: "N", min: 1, max: 1000, short: "n", summary: "At most so many; 20 unless told." },
  },
  async run(context, { words }, { project, limit = 20 }) {
    const page = await context.call("item.search", { text: words.join(" "), project, limit });
    if (!page.ok) return page;
    return context.print(page.value, () => itemTable(page.value.items, context, page.value.total));
  },
});
