import { type Result, fail, ok } from "../../shared/model/result.ts";
import { type CommandContext, defineCommand } from "../command.ts";
import { FILTER_OPTIONS, type ItemFilter, filterOf, mergeFilters } from "../item-filter.ts";
import { AT_OPTION, givenMoment, momentLine } from "../moment-option.ts";
import { itemTable } from "../output/items.ts";

export const command = defineCommand({
  name: "list",
  summary: "List work items, newest changes first.",
  details:
    "With --at the list is as it was then. Where items stood is told by their own facts alone: hooks, the merge queue and convoys are known as of now only.",
  examples: [
    { line: "list --project shop --label security", why: "What is open in a project with a label." },
    { line: "list --stage in-progress --json", why: "What agents work on, for a program." },
    { line: "list --all --limit 500", why: "Closed ones too." },
    { line: "list --filter mine --label urgent", why: "What a saved filter lets through, and has a label." },
    { line: 'list --at "yesterday 14:00"', why: "As it was then." },
  ],
  args: {},
  options: {
    filter: { kind: "text", label: "NAME", summary: "A saved filter; what else is given goes before it." },
    ...FILTER_OPTIONS,
    at: AT_OPTION,
    offset: { kind: "number", label: "N", min: 0, max: 10_000_000, summary: "Leave out so many at the beginning." },
    limit: { kind: "number", label: "N", min: 1, max: 10_000, short: "n", summary: "At most so many; 50 unless told." },
  },
  async run(context, _args, options) {
    const given = filterOf(options);
    if (!given.ok) return given;
    const at = givenMoment(options.at);
    if (!at.ok) return at;
    const saved = options.filter === undefined ? ok({}) : await savedFilter(context, options.filter);
    if (!saved.ok) return saved;
    const filter = mergeFilters(saved.value, given.value);
    const page = await context.call("item.list", {
      ...filter,
      at: at.value,
      offset: options.offset,
      limit: options.limit ?? 50,
    });
    if (!page.ok) return page;
    const { items, total, moment } = page.value;
    return context.print(page.value, () => momentLine(moment, context.style) + itemTable(items, context, total));
  },
});

async function savedFilter(context: CommandContext, name: string): Promise<Result<ItemFilter>> {
  const listed = await context.call("filter.list", {});
  if (!listed.ok) return listed;
  const found = listed.value.filters.find((one) => one.name === name);
  if (found !== undefined) return ok(found.filter);
  return fail("filter-not-found", `There is no filter ${name}.`, { remedy: "List them with `drover filter list`." });
}
