import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";
import { itemTree } from "../output/tree.ts";

export const command = defineCommand({
  name: "epic show",
  summary: "Show an epic with its children and how far they are.",
  examples: [{ line: "epic show shop-e7k", why: "Children, and children of children." }],
  args: { item: { label: "EPIC", names: "item" } },
  options: {},
  async run(context, { item }) {
    const root = await context.call("item.show", { item });
    if (!root.ok) return root;
    const items = [root.value.item];
    const edges: { from: string; to: string }[] = [];
    // Epics nest: go down until nothing is below.
    for (let level = root.value.children; level.length > 0;) {
      items.push(...level);
      for (const child of level) if (child.parent !== undefined) edges.push({ from: child.parent, to: child.id });
      const next = await Promise.all(
        level.map((child) => context.call("item.list", { parent: child.id, all: true, limit: 10_000 })),
      );
      const failed = next.find((page) => !page.ok);
      if (failed?.ok === false) return failed;
      level = next.flatMap((page) => (page.ok ? page.value.items : []));
    }
    const below = items.slice(1);
    const closed = below.filter((one) => one.status === "closed").length;
    const { id } = root.value.item;
    const gathering = await context.call("integration.show", { epic: id });
    if (!gathering.ok && gathering.error.code !== "no-integration") return gathering;
    const integration = gathering.ok ? gathering.value.integration : undefined;
    const graph = { root: id, items, edges };
    return context.print({ ...graph, ...(integration === undefined ? {} : { integration }) }, () => {
      const gathered = integration === undefined ? "" : `As one: ${neutralise(integration.standing)}\n`;
      return `${itemTree(graph, context)}${closed} of ${below.length} closed\n${gathered}`;
    });
  },
});
