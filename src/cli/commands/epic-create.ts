import type { ItemView } from "../../shared/model/work-item.ts";
import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "epic create",
  summary: "Create an epic, with children if you like.",
  details:
    "Children may be worked on at the same time, unless dependencies make them wait: --chain makes each wait for the one before.",
  examples: [
    {
      line: 'epic create "Checkout" --project shop --child "Cart page" --child "Payment" --child "Receipt"',
      why: "Three tasks that may go on at once.",
    },
    { line: 'epic create "Migration" --child "Schema" --child "Data" --chain', why: "One after the other." },
  ],
  args: { title: { label: "TITLE" } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Where it lives." },
    description: { kind: "text", label: "TEXT", summary: "What is wanted; - reads standard input." },
    "description-file": { kind: "text", label: "FILE", names: "file", summary: "The same from a file." },
    child: { kind: "text", label: "TITLE", many: true, summary: "A child's title; several times." },
    chain: { kind: "flag", summary: "Each child waits for the one before." },
    priority: { kind: "number", label: "0-4", min: 0, max: 4, short: "p", summary: "Of epic and children." },
    label: { kind: "text", label: "LABEL", many: true, short: "l", summary: "Of epic and children; several times." },
  },
  async run(context, { title }, options) {
    const description = longText(context.io, {
      option: "description",
      text: options.description,
      file: options["description-file"],
    });
    if (!description.ok) return description;
    const common = {
      project: options.project,
      priority: options.priority,
      labels: options.label.length === 0 ? undefined : [...options.label],
    };
    const epic = await context.call("item.create", {
      ...common,
      title,
      type: "epic",
      description: description.value,
    });
    if (!epic.ok) return epic;
    const children: ItemView[] = [];
    for (const childTitle of options.child) {
      const before = children.at(-1);
      const child = await context.call("item.create", {
        ...common,
        title: childTitle,
        parent: epic.value.id,
        after: options.chain && before !== undefined ? [before.id] : undefined,
      });
      if (!child.ok) return child;
      children.push(child.value);
    }
    const { style } = context;
    return context.print({ epic: epic.value, children }, () =>
      [itemLine("Created", epic.value, style), ...children.map((child) => `  ${itemLine("child", child, style)}`)].join(
        "",
      ),
    );
  },
});
