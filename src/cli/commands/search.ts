import { defineCommand } from "../command.ts";
import { AT_OPTION, givenMoment, momentLine } from "../moment-option.ts";
import { itemTable } from "../output/items.ts";

export const command = defineCommand({
  name: "search",
  summary: "Find items by words, best match first.",
  details:
    "Looks in id, title, description, acceptance, notes, design, labels and comments; closed items are found too, compacted ones by their digest.",
  examples: [
    { line: "search login redirect", why: "Items with both words." },
    { line: "search cache --project shop", why: "In one project." },
    { line: 'search cache --at "3d ago"', why: "In what there was three days ago." },
  ],
  args: { words: { label: "WORD", many: true } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    at: AT_OPTION,
    limit: { kind: "number", label: "N", min: 1, max: 1000, short: "n", summary: "At most so many; 20 unless told." },
  },
  async run(context, { words }, { project, at, limit = 20 }) {
    const when = givenMoment(at);
    if (!when.ok) return when;
    const page = await context.call("item.search", { text: words.join(" "), project, at: when.value, limit });
    if (!page.ok) return page;
    const { items, total, moment } = page.value;
    return context.print(page.value, () => momentLine(moment, context.style) + itemTable(items, context, total));
  },
});
