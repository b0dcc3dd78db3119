import { defineCommand } from "../command.ts";
import { renderTable } from "../output/table.ts";

export const command = defineCommand({
  name: "project list",
  summary: "List the projects of the workspace.",
  examples: [{ line: "project list --json", why: "With gates and all settings." }],
  args: {},
  options: {},
  async run(context) {
    const list = await context.call("project.list", {});
    if (!list.ok) return list;
    const { projects } = list.value;
    return context.print(list.value, () =>
      projects.length === 0
        ? "No projects. Add one with: drover project add PATH\n"
        : renderTable(
            projects,
            [
              { title: "PROJECT", text: (project) => project.name, tone: () => "cyan" },
              { title: "PREFIX", text: (project) => project.prefix },
              { title: "LANDS ON", text: (project) => project.target },
              { title: "GATES", align: "right", text: (project) => String(project.gates.length) },
              { title: "RUNTIME", text: (project) => project.runtime ?? "" },
              { title: "ORIGIN", text: (project) => project.origin, tone: () => "dim", flexible: true },
            ],
            { style: context.style, columns: context.io.columns },
          ),
    );
  },
});
