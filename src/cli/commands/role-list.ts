import { defineCommand } from "../command.ts";
import { postTable } from "../output/roles.ts";

export const command = defineCommand({
  name: "role list",
  summary: "List the roles, what each does, and who holds it.",
  examples: [
    { line: "role list", why: "Of the workspace and of every project." },
    { line: "role list --project shop", why: "Of the workspace and of that project." },
  ],
  args: {},
  options: { project: { kind: "text", label: "PROJECT", names: "project", summary: "Only that project's." } },
  async run(context, _args, { project }) {
    const listed = await context.call("role.list", { project });
    if (!listed.ok) return listed;
    return context.print(listed.value, () => postTable(listed.value.roles, context));
  },
});
