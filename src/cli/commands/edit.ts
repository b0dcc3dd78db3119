import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { ITEM_OPTIONS, itemFields, some } from "../item-options.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "edit",
  summary: "Change what items say, or where they belong.",
  details: "Several items are changed alike in one step: all of them or none.",
  examples: [
    { line: "edit shop-x3f --priority 0 --add-label security", why: "Make it the most urgent and label it." },
    { line: "edit shop-x3f --description - < plan.md", why: "Replace the description." },
    { line: "edit shop-x3f --defer 2d", why: "Put it off for two days; --defer never takes that back." },
    { line: "edit shop-x3f shop-9ab shop-k2c --parent shop-epic", why: "Move three under an epic." },
  ],
  args: { items: { label: "ITEM", names: "item", many: true } },
  options: {
    title: { kind: "text", label: "TITLE", summary: "The new title; of one item." },
    ...ITEM_OPTIONS,
    "add-label": { kind: "text", label: "LABEL", many: true, summary: "Adds a label; several times." },
    "remove-label": { kind: "text", label: "LABEL", many: true, summary: "Takes a label away; several times." },
    parent: {
      kind: "text",
      label: "EPIC",
      names: "item",
      summary: "Moves it under that epic; none for none. Its id stays.",
    },
    "if-version": {
      kind: "number",
      label: "N",
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
      summary: "Refuse if somebody changed it since; of one item.",
    },
  },
  async run(context, { items }, options) {
    const fields = itemFields(context.io, options, Date.now());
    if (!fields.ok) return fields;
    const common = {
      addLabels: some(options["add-label"]),
      removeLabels: some(options["remove-label"]),
      parent: options.parent === "none" ? null : options.parent,
    };
    const { title, "if-version": ifVersion } = options;
    const [item, ...others] = items;
    if (item !== undefined && others.length === 0) {
      const edited = await context.call("item.edit", { item, title, ...fields.value, ...common, ifVersion });
      if (!edited.ok) return edited;
      return context.print(edited.value, () => itemLine("Changed", edited.value, context.style));
    }
    if (title !== undefined || ifVersion !== undefined) {
      return fail("usage", "--title and --if-version are of one item.", {
        remedy: "Name one item, or leave them out.",
      });
    }
    const changed = await context.call("item.bulk", { items: [...items], edit: fields.value, ...common });
    if (!changed.ok) return changed;
    return context.print(changed.value, () =>
      changed.value.items.map((one) => itemLine("Changed", one, context.style)).join(""),
    );
  },
});
