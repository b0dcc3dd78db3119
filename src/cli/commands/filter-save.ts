import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { FILTER_OPTIONS, filterOf } from "../item-filter.ts";
import { filterWords } from "../output/filters.ts";

export const command = defineCommand({
  name: "filter save",
  summary: "Keep a filter of items under a name, for everybody in the workspace.",
  examples: [
    {
      line: "filter save urgent --label urgent --unassigned",
      why: "drover list --filter urgent shows what it lets through.",
    },
  ],
  args: { name: { label: "NAME", summary: "Lower-case letters, digits and hyphens." } },
  options: FILTER_OPTIONS,
  async run(context, { name }, options) {
    const filter = filterOf(options);
    if (!filter.ok) return filter;
    if (Object.values(filter.value).every((value) => value === undefined)) {
      return fail("usage", "A filter without conditions lets everything through.", {
        remedy: "Give it some, as to drover list.",
      });
    }
    const saved = await context.call("filter.save", { name, filter: filter.value });
    if (!saved.ok) return saved;
    const { style } = context;
    return context.print(saved.value, () => `Saved ${style("cyan", name)}  ${filterWords(saved.value.filter)}\n`);
  },
});
