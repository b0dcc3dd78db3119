import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "dep cycles",
  summary: "List circles of items that wait for one another.",
  details:
    "Nobody can write one, but two clones can each write half of it. The newest dependency of a circle is then ignored, in every clone the same, until somebody takes one away.",
  examples: [{ line: "dep cycles", why: "Each with the dependency that is ignored." }],
  args: {},
  options: { project: { kind: "text", label: "PROJECT", names: "project", summary: "With items of that project." } },
  async run(context, _args, { project }) {
    const found = await context.call("item.dep.cycles", { project });
    if (!found.ok) return found;
    const { style } = context;
    return context.print(found.value, () => {
      if (found.value.cycles.length === 0) return "There are no circles.\n";
      return found.value.cycles
        .map(({ items, ignored: { from, to } }) => {
          const way = [...items, items[0] ?? ""].map((id) => style("cyan", id)).join(" → ");
          return `${way}\n  ignored: ${from} waits for ${to}; drover dep remove ${from} ${to} takes it away\n`;
        })
        .join("");
    });
  },
});
