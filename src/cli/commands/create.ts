import { ITEM_TYPES } from "../choices.ts";
import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "create",
  summary: "Create a work item.",
  details:
    "It lives in the ledger of the project it is for; without --project in your own project (agents), in the parent's or in the workspace's.",
  examples: [
    { line: 'create "Fix the login redirect" --project shop --type bug --priority 1', why: "A bug that is urgent." },
    { line: 'create "Write the guide" --project shop --after shop-x3f', why: "Ready once shop-x3f has closed." },
    { line: 'create "Importer" --project shop --description-file plan.md', why: "With a long description." },
  ],
  args: { title: { label: "TITLE" } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Where it lives." },
    description: { kind: "text", label: "TEXT", summary: "What is wanted; - reads standard input." },
    "description-file": { kind: "text", label: "FILE", names: "file", summary: "The same from a file." },
    acceptance: { kind: "text", label: "TEXT", summary: "How to tell that it is done; - reads standard input." },
    notes: { kind: "text", label: "TEXT", summary: "Whatever else should be known." },
    type: { kind: "choice", label: "TYPE", choices: ITEM_TYPES, summary: "What it is; a task unless told." },
    priority: {
      kind: "number",
      label: "0-4",
      min: 0,
      max: 4,
      short: "p",
      summary: "0 is the most urgent; 2 unless told.",
    },
    label: { kind: "text", label: "LABEL", many: true, short: "l", summary: "May be given several times." },
    parent: { kind: "text", label: "EPIC", names: "item", summary: "Makes it a child of that epic." },
    after: { kind: "text", label: "ITEM", names: "item", many: true, summary: "Waits for that item; several times." },
  },
  async run(context, { title }, options) {
    const description = longText(context.io, {
      option: "description",
      text: options.description,
      file: options["description-file"],
    });
    if (!description.ok) return description;
    const acceptance = longText(context.io, { option: "acceptance", text: options.acceptance });
    if (!acceptance.ok) return acceptance;
    const item = await context.call("item.create", {
      title,
      description: description.value,
      acceptance: acceptance.value,
      notes: options.notes,
      type: options.type,
      priority: options.priority,
      labels: options.label.length === 0 ? undefined : [...options.label],
      project: options.project,
      parent: options.parent,
      after: options.after.length === 0 ? undefined : [...options.after],
    });
    if (!item.ok) return item;
    return context.print(item.value, () => itemLine("Created", item.value, context.style));
  },
});
