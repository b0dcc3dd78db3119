import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "dep remove",
  summary: "Take a dependency or link away.",
  examples: [{ line: "dep remove shop-x3f shop-9ab", why: "shop-x3f waits no longer for shop-9ab." }],
  args: { item: { label: "ITEM", names: "item" }, to: { label: "OTHER", names: "item" } },
  options: {
    kind: { kind: "text", label: "KIND", names: "link", summary: "Only the link of that kind." },
  },
  async run(context, { item, to }, { kind }) {
    const unlinked = await context.call("item.dep.remove", { item, to, kind });
    if (!unlinked.ok) return unlinked;
    const { value } = unlinked;
    const { style } = context;
    const left = value.blockedBy.length === 0 ? "nothing" : style("cyan", value.blockedBy.join(" "));
    return context.print(value, () => `${style("cyan", value.id)} now waits for ${left}\n`);
  },
});
