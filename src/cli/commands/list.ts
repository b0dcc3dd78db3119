import { ITEM_STAGES, ITEM_STATUSES, ITEM_TYPES } from "../choices.ts";
import { defineCommand } from "../command.ts";
import { parseIdentity } from "../identity.ts";
import { itemTable } from "../output/items.ts";

export const command = defineCommand({
  name: "list",
  summary: "List work items, newest changes first.",
  examples: [
    { line: "list --project shop --label security", why: "What is open in a project with a label." },
    { line: "list --stage in-progress --json", why: "What agents work on, for a program." },
    { line: "list --all --limit 500", why: "Closed ones too." },
  ],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    stage: {
      kind: "choice",
      label: "STAGE",
      choices: ITEM_STAGES,
      many: true,
      summary: "Where it stands; several times.",
    },
    status: {
      kind: "choice",
      label: "STATUS",
      choices: ITEM_STATUSES,
      many: true,
      summary: "As recorded; several times.",
    },
    type: { kind: "choice", label: "TYPE", choices: ITEM_TYPES, many: true, summary: "Several times." },
    label: { kind: "text", label: "LABEL", many: true, short: "l", summary: "With all of these labels." },
    assignee: { kind: "text", label: "AGENT", names: "agent", summary: "Whose it is." },
    convoy: { kind: "text", label: "CONVOY", names: "convoy", summary: "Of that convoy." },
    parent: { kind: "text", label: "EPIC", names: "item", summary: "Children of that epic." },
    all: { kind: "flag", short: "a", summary: "Closed ones too." },
    limit: { kind: "number", label: "N", min: 1, max: 10_000, short: "n", summary: "At most so many; 50 unless told." },
  },
  async run(context, _args, options) {
    const assignee = options.assignee === undefined ? undefined : parseIdentity(options.assignee);
    if (assignee?.ok === false) return assignee;
    const page = await context.call("item.list", {
      project: options.project,
      stage: some(options.stage),
      status: some(options.status),
      type: some(options.type),
      labels: some(options.label),
      assignee: assignee?.value,
      convoy: options.convoy,
      parent: options.parent,
      all: options.all,
      limit: options.limit ?? 50,
    });
    if (!page.ok) return page;
    return context.print(page.value, () => itemTable(page.value.items, context, page.value.total));
  },
});

/** Without a value there is no filter. */
function some<T>(values: readonly T[]): T[] | undefined {
  return values.length === 0 ? undefined : [...values];
}
