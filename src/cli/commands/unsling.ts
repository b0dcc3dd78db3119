import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "unsling",
  summary: "Take items off their hooks again.",
  details: "A branch with work on it is kept and named.",
  examples: [{ line: "unsling shop-x3f", why: "It is ready for others again." }],
  args: { items: { label: "ITEM", names: "item", many: true } },
  options: {},
  async run(context, { items }) {
    const given = await context.call("work.unsling", { items: [...items] });
    if (!given.ok) return given;
    const { style } = context;
    return context.print(given.value, () =>
      given.value.items
        .map(({ item, keptBranch }) => {
          const kept = keptBranch === undefined ? "" : `; its work is kept on ${keptBranch}`;
          return `${style("cyan", item)}  off its hook${kept}\n`;
        })
        .join(""),
    );
  },
});
