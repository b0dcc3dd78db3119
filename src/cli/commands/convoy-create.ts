import { defineCommand } from "../command.ts";
import { convoyCard } from "../output/convoys.ts";

export const command = defineCommand({
  name: "convoy create",
  summary: "Make a convoy of items, also from several projects.",
  examples: [
    { line: 'convoy create "Release 2" shop-x3f shop-9ab api-k2m', why: "To be started later." },
    { line: 'convoy create "Release 2" shop-x3f shop-9ab --start --limit 4', why: "At once, four items at a time." },
  ],
  args: { title: { label: "TITLE" }, items: { label: "ITEM", names: "item", optional: true, many: true } },
  options: {
    start: { kind: "flag", summary: "Put its ready items on agents at once." },
    limit: { kind: "number", label: "N", min: 1, max: 100, summary: "At most so many items at work at once." },
  },
  async run(context, { title, items }, { start, limit }) {
    const made = await context.call("convoy.create", {
      title,
      items: items.length === 0 ? undefined : [...items],
      start,
      limit,
    });
    if (!made.ok) return made;
    return context.print(made.value, () => convoyCard(made.value, context.style));
  },
});
