import { defineCommand } from "../command.ts";
import { parseIdentity } from "../identity.ts";
import { ITEM_OPTIONS, itemFields, some } from "../item-options.ts";
import { itemLine } from "../output/items.ts";
import { parseLinks } from "../parse-link.ts";

export const command = defineCommand({
  name: "create",
  summary: "Create a work item.",
  details:
    "It lives in the ledger of the project it is for; without --project in your own project (agents), in the parent's or in the workspace's. drover add takes all of it in one line.",
  examples: [
    { line: 'create "Fix the login redirect" --project shop --type bug --priority 1', why: "A bug that is urgent." },
    { line: 'create "Write the guide" --project shop --after shop-x3f', why: "Ready once shop-x3f has closed." },
    { line: 'create "Importer" --project shop --description-file plan.md', why: "With a long description." },
    {
      line: 'create "Freeze ends" --project shop --gate timer --until 2026-12-24',
      why: "A gate that opens by itself.",
    },
  ],
  args: { title: { label: "TITLE" } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Where it lives." },
    ...ITEM_OPTIONS,
    parent: { kind: "text", label: "EPIC", names: "item", summary: "Makes it a child of that epic." },
    after: { kind: "text", label: "ITEM", names: "item", many: true, summary: "Waits for that item; several times." },
    link: {
      kind: "text",
      label: "KIND:ITEM",
      many: true,
      summary: "Another link, e.g. conditional-blocks:shop-x3f or related:shop-9ab; several times.",
    },
    assignee: { kind: "text", label: "AGENT", names: "agent", summary: "Whose it is." },
  },
  async run(context, { title }, options) {
    const fields = itemFields(context.io, options, Date.now());
    if (!fields.ok) return fields;
    const assignee = options.assignee === undefined ? undefined : parseIdentity(options.assignee);
    if (assignee?.ok === false) return assignee;
    const links = parseLinks(options.link);
    if (!links.ok) return links;
    const item = await context.call("item.create", {
      title,
      ...fields.value,
      // What has a gate is one.
      type: fields.value.type ?? (fields.value.gate ? "gate" : undefined),
      project: options.project,
      parent: options.parent,
      after: some(options.after),
      links: some(links.value),
      assignee: assignee?.value,
    });
    if (!item.ok) return item;
    return context.print(item.value, () => itemLine("Created", item.value, context.style));
  },
});
