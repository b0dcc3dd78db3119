import { FAN_IN_MODES, isHoldingKind } from "../../shared/model/item-words.ts";
import { defineCommand } from "../command.ts";

/** Kinds that can hold an item back. */
export const command = defineCommand({
  name: "dep add",
  summary: "Make one item wait for another, or link the two otherwise.",
  details:
    "blocks waits until the other is closed, conditional-blocks until it is closed as failed, waits-for until its children are. The other kinds are notes for people. The other may be in any project, or external:… for what lies outside of all ledgers.",
  examples: [
    { line: "dep add shop-x3f shop-9ab", why: "shop-x3f waits until shop-9ab has closed." },
    { line: "dep add shop-x3f shop-epic --kind waits-for", why: "It waits for all children of the epic." },
    { line: "dep add shop-x3f shop-9ab --kind related", why: "Only a note for people." },
  ],
  args: { item: { label: "ITEM", names: "item" }, to: { label: "OTHER", names: "item" } },
  options: {
    kind: { kind: "text", label: "KIND", names: "link", summary: "Of the link; blocks unless told." },
    mode: { kind: "choice", label: "MODE", choices: FAN_IN_MODES, summary: "Of waits-for; all children unless told." },
  },
  async run(context, { item, to }, { kind, mode }) {
    const linked = await context.call("item.dep.add", { item, to, kind, mode });
    if (!linked.ok) return linked;
    const { value } = linked;
    const { style } = context;
    return context.print(value, () =>
      kind === undefined || isHoldingKind(kind)
        ? `${style("cyan", value.id)} waits for ${style("cyan", value.blockedBy.join(" ") || "nothing")}\n`
        : `${style("cyan", value.id)} ${kind} ${style("cyan", to)}\n`,
    );
  },
});
