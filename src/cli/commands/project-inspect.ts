import { absoluteSource } from "../absolute-source.ts";
import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";
import { commandLine, remarks } from "../output/projects.ts";
import { renderFields } from "../output/table.ts";

export const command = defineCommand({
  name: "project inspect",
  summary: "Look at a path or URL and say whether it can be added, and how.",
  examples: [{ line: "project inspect ~/code/shop", why: "Changes nothing." }],
  args: { source: { label: "PATH-OR-URL", names: "file" } },
  options: {},
  async run(context, { source }) {
    const seen = await context.call("project.inspect", { source: absoluteSource(source, context.io.cwd) });
    if (!seen.ok) return seen;
    const { origin, suggestedName, branches, target, landing, checkedOut, suggestedGates } = seen.value;
    const { style } = context;
    const waits = checkedOut.includes(target)
      ? [
          `You have ${target} checked out there: landings wait for another branch, unless it is added with --land-on-checked-out.`,
        ]
      : [];
    return context.print(
      seen.value,
      () =>
        renderFields(
          [
            ["origin", neutralise(origin)],
            ["name", suggestedName],
            ["lands on", `${neutralise(target)} (${landing === "push" ? "pushed" : "local"})`],
            ["branches", neutralise(branches.slice(0, 20).join(" "))],
            ["gates", suggestedGates.map((gate) => commandLine(gate.command)).join("\n          ") || "none suggested"],
          ],
          style,
        ) + remarks([...seen.value.remarks, ...waits], style),
    );
  },
});
