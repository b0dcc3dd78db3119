import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { AT_OPTION, givenMoment, momentLine } from "../moment-option.ts";
import { itemTree } from "../output/tree.ts";

export const command = defineCommand({
  name: "dep tree",
  summary: "Show what an item waits for, and what that waits for in turn.",
  examples: [
    { line: "dep tree shop-x3f", why: "An item met twice is drawn once and referred to." },
    { line: "dep tree shop-x3f --reverse", why: "What waits for it, and what waits for that." },
    { line: "dep tree shop-x3f --both", why: "The one above the other." },
  ],
  args: { item: { label: "ITEM", names: "item" } },
  options: {
    reverse: { kind: "flag", summary: "What waits for it instead." },
    both: { kind: "flag", summary: "What it waits for, then what waits for it." },
    at: AT_OPTION,
  },
  async run(context, { item }, { reverse, both, at }) {
    const when = givenMoment(at);
    if (!when.ok) return when;
    if (reverse && both) return fail("usage", "Give --reverse or --both, not both.");
    const direction = both ? "both" : reverse ? "unblocks" : undefined;
    const tree = await context.call("item.dep.tree", { item, direction, at: when.value });
    if (!tree.ok) return tree;
    const { style } = context;
    return context.print(tree.value, () => {
      const then = momentLine(tree.value.moment, style);
      const below = itemTree(tree.value, context);
      const turned = { ...tree.value, edges: tree.value.edges.map(({ from, to }) => ({ from: to, to: from })) };
      if (direction === undefined) return then + below;
      if (direction === "unblocks") return then + itemTree(turned, context);
      return `${then}${style("bold", "Waits for")}\n${below}\n${style("bold", "Is waited for by")}\n${itemTree(turned, context)}`;
    });
  },
});
