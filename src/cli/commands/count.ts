import { ITEM_FACETS } from "../../shared/model/item-words.ts";
import { defineCommand } from "../command.ts";
import { FILTER_OPTIONS, filterOf } from "../item-filter.ts";
import { AT_OPTION, givenMoment, momentLine } from "../moment-option.ts";
import { countTable } from "../output/counts.ts";

const { sort: _, reverse: __, ...FILTERS } = FILTER_OPTIONS;

export const command = defineCommand({
  name: "count",
  summary: "Count work items by stage, label, assignee and the like.",
  examples: [
    { line: "count", why: "How much open work stands where." },
    { line: "count --by label --by assignee --project shop", why: "What it is about, and whose it is." },
    { line: "count --all --json", why: "Closed ones too, for a program." },
  ],
  args: {},
  options: {
    by: {
      kind: "choice",
      label: "WHAT",
      choices: ITEM_FACETS,
      many: true,
      summary: "Stage unless told; several times.",
    },
    ...FILTERS,
    at: AT_OPTION,
  },
  async run(context, _args, { by, at, ...options }) {
    const filter = filterOf({ ...options, sort: undefined, reverse: false });
    if (!filter.ok) return filter;
    const when = givenMoment(at);
    if (!when.ok) return when;
    const { sort: _sort, reverse: _reverse, ...given } = filter.value;
    const counted = await context.call("item.count", {
      filter: given,
      by: by.length === 0 ? ["stage"] : [...by],
      at: when.value,
    });
    if (!counted.ok) return counted;
    const { facets, total, moment } = counted.value;
    return context.print(counted.value, () => momentLine(moment, context.style) + countTable(facets, total, context));
  },
});
