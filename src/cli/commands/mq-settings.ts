import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { queueCard } from "../output/projects.ts";

export const command = defineCommand({
  name: "mq settings",
  summary: "Show how a project's merge queue works, and what each setting costs.",
  examples: [{ line: "mq settings shop", why: "Change them with drover mq set." }],
  args: { project: { label: "PROJECT", names: "project" } },
  options: {},
  async run(context, { project: name }) {
    const list = await context.call("project.list", {});
    if (!list.ok) return list;
    const project = list.value.projects.find((one) => one.name === name);
    if (project === undefined) {
      return fail("project-not-found", `There is no project ${JSON.stringify(name)}.`, {
        remedy: "List them with `drover project list`.",
      });
    }
    return context.print(project.queue, () => queueCard(project, context.style));
  },
});
