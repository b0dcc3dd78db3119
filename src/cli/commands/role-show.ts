import { ROLES } from "../../shared/model/identity.ts";
import { defineCommand } from "../command.ts";
import { roleCard } from "../output/roles.ts";

export const command = defineCommand({
  name: "role show",
  summary: "Show one role: what it may do, and the prompt that an agent in it is given.",
  details: "A file of the same name in the workspace's prompts/, or in prompts/PROJECT/, takes a prompt's place.",
  examples: [{ line: "role show worker --project shop", why: "With the prompts that its workers begin with." }],
  args: { role: { label: "ROLE", choices: ROLES } },
  options: { project: { kind: "text", label: "PROJECT", names: "project", summary: "As it is in that project." } },
  async run(context, { role }, { project }) {
    const shown = await context.call("role.show", { role, project });
    if (!shown.ok) return shown;
    return context.print(shown.value, () => roleCard(shown.value, context.style));
  },
});
