import { defineCommand } from "../command.ts";
import { renderTable } from "../output/table.ts";
import { ago } from "../output/time.ts";

export const command = defineCommand({
  name: "layout list",
  summary: "List the layouts of the window's panes that are kept.",
  details: "With --json each has its content, which `drover layout save` takes.",
  examples: [{ line: "layout list", why: "By name, with who saved each and when." }],
  args: {},
  options: {},
  async run(context) {
    const listed = await context.call("layout.list", {});
    if (!listed.ok) return listed;
    const { layouts } = listed.value;
    return context.print(listed.value, () =>
      layouts.length === 0
        ? "No layouts are kept. Save one in the window: Layout, Save as….\n"
        : renderTable(
            layouts,
            [
              { title: "LAYOUT", text: (one) => one.id, tone: () => "cyan" },
              { title: "NAME", text: (one) => one.name, flexible: true },
              { title: "SAVED", text: (one) => ago(one.savedAt), tone: () => "dim" },
            ],
            { style: context.style, columns: context.io.columns },
          ),
    );
  },
});
