import { defineCommand } from "../command.ts";
import { filterWords } from "../output/filters.ts";
import { renderTable } from "../output/table.ts";

export const command = defineCommand({
  name: "filter list",
  summary: "List the filters that were saved.",
  examples: [{ line: "filter list", why: "By name, with what each lets through." }],
  args: {},
  options: {},
  async run(context) {
    const listed = await context.call("filter.list", {});
    if (!listed.ok) return listed;
    const { filters } = listed.value;
    return context.print(listed.value, () =>
      filters.length === 0
        ? "No filters are saved.\n"
        : renderTable(
            filters,
            [
              { title: "NAME", text: (one) => one.name, tone: () => "cyan" },
              { title: "FILTER", text: (one) => filterWords(one.filter), flexible: true },
              { title: "BY", text: (one) => one.savedBy, tone: () => "dim" },
            ],
            { style: context.style, columns: context.io.columns },
          ),
    );
  },
});
