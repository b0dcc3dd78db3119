import { defineCommand } from "../command.ts";
import { renderTable } from "../output/table.ts";

export const command = defineCommand({
  name: "group list",
  summary: "List your groups of agents.",
  examples: [{ line: "group list", why: "By name, with who is in each." }],
  args: {},
  options: {},
  async run(context) {
    const listed = await context.call("group.list", {});
    if (!listed.ok) return listed;
    const { groups } = listed.value;
    return context.print(listed.value, () =>
      groups.length === 0
        ? "There are no groups. Make one: drover group set NAME --add AGENT\n"
        : renderTable(
            groups,
            [
              { title: "GROUP", text: (one) => one.name, tone: () => "cyan" },
              { title: "AGENTS", text: (one) => one.agents.join(" ") || "nobody", flexible: true },
            ],
            { style: context.style, columns: context.io.columns },
          ),
    );
  },
});
