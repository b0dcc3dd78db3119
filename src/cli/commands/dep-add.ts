import { LINK_KINDS } from "../choices.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "dep add",
  summary: "Make one item wait for another, or link the two otherwise.",
  examples: [
    { line: "dep add shop-x3f shop-9ab", why: "shop-x3f waits until shop-9ab has closed." },
    { line: "dep add shop-x3f shop-9ab --kind related", why: "Only a note for people." },
  ],
  args: { item: { label: "ITEM", names: "item" }, to: { label: "OTHER", names: "item" } },
  options: {
    kind: {
      kind: "choice",
      label: "KIND",
      choices: LINK_KINDS,
      summary: "Of the link; blocks unless told, which alone makes it wait.",
    },
  },
  async run(context, { item, to }, { kind }) {
    const linked = await context.call("item.dep.add", { item, to, kind });
    if (!linked.ok) return linked;
    const { value } = linked;
    const { style } = context;
    return context.print(value, () =>
      kind === undefined || kind === "blocks"
        ? `${style("cyan", value.id)} waits for ${style("cyan", value.blockedBy.join(" ") || to)}\n`
        : `${style("cyan", value.id)} ${kind} ${style("cyan", to)}\n`,
    );
  },
});
