import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";
import { renderTable } from "../output/table.ts";
import { ago } from "../output/time.ts";

export const command = defineCommand({
  name: "project find",
  summary: "Look for git repositories in your home folder, those worked on last first.",
  examples: [{ line: "project find", why: "Changes nothing; add one with: drover project add PATH" }],
  args: {},
  options: {},
  async run(context) {
    const found = await context.call("project.find", {});
    if (!found.ok) return found;
    const { repositories, root, isComplete } = found.value;
    const cut = isComplete ? "" : `Not all of ${neutralise(root)} was looked through.\n`;
    return context.print(found.value, () =>
      repositories.length === 0
        ? `No repositories in ${neutralise(root)}.\n${cut}`
        : renderTable(
            repositories,
            [
              { title: "LAST USED", text: ({ activeAt }) => ago(activeAt), tone: () => "dim" },
              { title: "PROJECT", text: ({ project }) => project ?? "", tone: () => "cyan" },
              { title: "REPOSITORY", text: ({ path }) => neutralise(path), flexible: true },
            ],
            { style: context.style, columns: context.io.columns },
          ) + cut,
    );
  },
});
